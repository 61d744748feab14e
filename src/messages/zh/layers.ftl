class-mismatch = 第 { $layer } 层是 { $found }，而细目 { $category } 的类别是 { $expected }
    .category = 细目 { $category } 的类别在此规定
    .fix = 改为 { $expected }
