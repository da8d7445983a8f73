/// The version of tool and built-in rule pack; nowhere else.
let version = "0.1.0"

/// The day of that version, for the manual page.
let versionDate = "2026-11-22"
