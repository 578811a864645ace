//! Hashing addresses.

use std::hash::Hasher;

/// Spreads addresses of objects; nobody chooses them to collide.
#[derive(Debug, Default)]
pub struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }

    fn write_usize(&mut self, word: usize) {
        // Fibonacci hashing; the table takes the low bits and the seven highest.
        let product = (self.0 ^ word as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ (product >> 32);
    }
}
