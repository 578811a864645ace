//! The hash of a symbol's name: for the build script, which writes the table, and for who looks it up.

/// FNV-1a.
pub(crate) fn of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
