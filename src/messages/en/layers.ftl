class-mismatch = layer { $layer } is { $found }, but category { $category } is of class { $expected }
    .category = category { $category } gets its class here
    .fix = write { $expected }
