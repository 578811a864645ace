//! Identity of the host's processor: what the compiler's "host CPU" depends on.

use crate::seal::Id;

/// The identity of this host's processor.
pub(crate) fn identity() -> Id {
    let mut hasher = blake3::Hasher::new();
    describe(&mut |words| {
        for word in words {
            hasher.update(&word.to_le_bytes());
        }
    });
    *hasher.finalize().as_bytes()
}

/// CPUID as far as it tells features, without what differs between the cores of one processor.
#[cfg(target_arch = "x86_64")]
fn describe(put: &mut impl FnMut(&[u32])) {
    use std::arch::x86_64::{__cpuid, __cpuid_count};
    let basic = __cpuid(0);
    let extended = __cpuid(0x8000_0000);
    put(&[basic.eax, basic.ebx, basic.ecx, basic.edx]);
    let version = __cpuid(1); // its ebx has the number of the core
    put(&[version.eax, version.ecx, version.edx]);
    if basic.eax >= 7 {
        let last = __cpuid_count(7, 0).eax.min(2);
        for leaf in (0..=last).map(|sub_leaf| __cpuid_count(7, sub_leaf)) {
            put(&[leaf.eax, leaf.ebx, leaf.ecx, leaf.edx]);
        }
    }
    // Features that LLVM knows: 0x14 ptwrite, 0x19 key locker, 0x24 AVX10.
    for (leaf, sub_leaf) in [(0x14, 0), (0x19, 0), (0x24, 0)] {
        if basic.eax >= leaf {
            let leaf = __cpuid_count(leaf, sub_leaf);
            put(&[leaf.ebx, leaf.ecx]);
        }
    }
    for leaf in [0x8000_0001, 0x8000_0008] {
        if extended.eax >= leaf {
            let leaf = __cpuid(leaf);
            put(&[leaf.ebx, leaf.ecx, leaf.edx]);
        }
    }
    const OSXSAVE: u32 = 1 << 27;
    if version.ecx & OSXSAVE != 0 {
        put(&enabled_state());
    }
}

/// Which register state the system saves (XCR0): without it AVX can't be used.
#[cfg(target_arch = "x86_64")]
fn enabled_state() -> [u32; 2] {
    let (low, high): (u32, u32);
    // SAFETY: the caller checked OSXSAVE, so the instruction exists; it reads XCR0 and touches no memory.
    unsafe {
        std::arch::asm!("xgetbv", in("ecx") 0, out("eax") low, out("edx") high,
            options(nomem, nostack, preserves_flags));
    }
    [low, high]
}

/// The kernel's capability words.
#[cfg(not(target_arch = "x86_64"))]
fn describe(put: &mut impl FnMut(&[u32])) {
    for entry in [libc::AT_HWCAP, libc::AT_HWCAP2] {
        let word = crate::sys::auxiliary(entry);
        put(&[word as u32, (word >> 32) as u32]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_does_not_depend_on_the_core() {
        let identities: Vec<Id> = (0..8)
            .map(|_| std::thread::spawn(identity))
            .map(|thread| thread.join().unwrap())
            .collect();
        assert!(identities.iter().all(|other| *other == identities[0]));
    }
}
