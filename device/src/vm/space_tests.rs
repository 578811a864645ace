use super::*;

const GIB: u64 = 1 << 30;

fn limits() -> AddressLimits {
    AddressLimits::new(4 * GIB, 64 << 40)
}

#[test]
fn allocations_lie_in_the_limits_and_can_be_written() {
    let space = AddressSpace::new(VmOptions::default());
    assert_eq!(space.find(0x1234), None);
    for (length, align) in [
        (1, 1),
        (64, 128),
        (4096, 4096),
        (100_000, 128),
        (5 << 20, 2 << 20),
    ] {
        let base = space
            .allocate(&limits(), length, align, AreaKind::SvmFine, 7)
            .unwrap();
        let address = base.as_ptr() as u64;
        assert!(address.is_multiple_of(align));
        let range = VirtRange::new(address, address + length);
        assert!(limits().covers(&range), "{range}");
        // SAFETY: allocated above.
        unsafe { base.as_ptr().write_bytes(0xa5, length as usize) };
        let allocation = space.find(address as usize + length as usize - 1).unwrap();
        let expected = Allocation {
            base: address as usize,
            length: length as usize,
            kind: AreaKind::SvmFine,
            owner: 7,
        };
        assert_eq!(allocation, expected);
        assert_eq!(space.find((address + length) as usize), None);
    }
    space.validate().unwrap();
}

#[test]
fn free_takes_bases_of_live_allocations_only() {
    let space = AddressSpace::new(VmOptions::default());
    assert_eq!(space.free(0x1000), Err(FreeError::NotAllocated(0x1000)));
    let base = space
        .allocate(&limits(), 3 << 20, 128, AreaKind::Buffer, 1)
        .unwrap();
    let base = base.as_ptr() as usize;
    let inside = FreeError::NotTheBase {
        address: base + 1,
        base,
    };
    assert_eq!(space.free(base + 1), Err(inside));
    assert_eq!(space.free(base).unwrap().length, 3 << 20);
    assert_eq!(space.free(base), Err(FreeError::NotAllocated(base)));
    assert_eq!(space.find(base), None);
    space.validate().unwrap();
}

#[test]
fn senseless_requests_are_refused_with_a_reason() {
    let space = AddressSpace::new(VmOptions::default());
    let allocate = |limits: &AddressLimits, length, align| {
        space
            .allocate(limits, length, align, AreaKind::Buffer, 1)
            .unwrap_err()
    };
    assert_eq!(allocate(&limits(), 0, 1), AllocError::ZeroLength);
    assert_eq!(allocate(&limits(), 1, 3), AllocError::Alignment(3));
    assert!(matches!(
        allocate(&limits(), 1 << 60, 1),
        AllocError::TooLong { .. }
    ));
    assert!(matches!(
        allocate(&limits(), u64::MAX, 1),
        AllocError::TooLong { .. }
    ));
    let nowhere = AddressLimits::new(1 << 60, 1 << 61);
    assert!(matches!(
        allocate(&nowhere, 1, 1),
        AllocError::TooLong { .. }
    ));
    let small = AddressLimits::new(4 * GIB, 5 * GIB);
    let error = allocate(&small, GIB, 4 * GIB);
    assert!(error.to_string().contains("0x100000000"), "{error}");
}
