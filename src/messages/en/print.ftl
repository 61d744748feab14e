### The printed form of a register.
