/// The version of tool and built-in rule pack; nowhere else.
let version = "0.1.0"
