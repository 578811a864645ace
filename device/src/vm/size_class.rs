//! Size classes of small allocations. Pure.

/// Object sizes: four per doubling from 512 bytes on. From 128 bytes on all are multiples of 128, the
/// alignment of the largest OpenCL C type, which is also the default alignment of an SVM allocation.
const SIZES: [u32; CLASSES] = [
    64, 128, 192, 256, 384, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584,
    4096, 5120, 6144, 7168, 8192, 10240, 12288, 14336, 16384, 20480, 24576, 28672, 32768,
];

/// Number of classes.
pub(super) const CLASSES: usize = 30;
/// Longest allocation that has a class.
pub(super) const LONGEST: u64 = 32768;
/// Most objects in a slab.
pub(super) const SLAB_OBJECTS: usize = 1024;

const STEP: usize = 64;

/// For each multiple of [`STEP`], the class that holds it.
const BY_SIZE: [u8; LONGEST as usize / STEP + 1] = {
    let mut table = [0; LONGEST as usize / STEP + 1];
    let mut class = 0;
    let mut at = 0;
    while at < table.len() {
        if at * STEP > SIZES[class] as usize {
            class += 1;
        }
        table[at] = class as u8;
        at += 1;
    }
    table
};

/// A size class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SizeClass(u8);

impl SizeClass {
    /// The class whose objects hold `length` bytes at a multiple of `align`, a power of two.
    #[inline]
    pub(super) fn for_request(length: u64, align: u64) -> Option<Self> {
        if length > LONGEST || align > LONGEST {
            return None;
        }
        let mut class = BY_SIZE[(length as usize).div_ceil(STEP)];
        while !u64::from(SIZES[class as usize]).is_multiple_of(align) {
            class += 1;
        }
        Some(Self(class))
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Bytes of an object.
    pub(super) fn size(self) -> u64 {
        u64::from(SIZES[self.index()])
    }

    /// The alignment that all objects have in a slab that has it.
    pub(super) fn align(self) -> u64 {
        1 << self.size().trailing_zeros()
    }

    /// Bytes of a slab: 64 objects or a granule, whichever is more.
    pub(super) fn slab_bytes(self, granule: u64) -> u64 {
        (self.size() * 64).next_multiple_of(granule)
    }

    /// Objects of a slab.
    pub(super) fn slab_objects(self, granule: u64) -> usize {
        ((self.slab_bytes(granule) / self.size()) as usize).min(SLAB_OBJECTS)
    }

    /// Objects that move between a shard and the slabs at once.
    pub(super) fn batch(self) -> usize {
        (16384 / self.size() as usize).clamp(2, 32)
    }

    /// All classes.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..CLASSES as u8).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_gets_the_smallest_class_that_holds_and_aligns_it() {
        let aligns = (0..=15).map(|bits| 1u64 << bits);
        for align in aligns {
            for length in (1..=LONGEST).step_by(if cfg!(miri) { 997 } else { 7 }) {
                let class = SizeClass::for_request(length, align).unwrap();
                let fits =
                    |size: u32| u64::from(size) >= length && u64::from(size).is_multiple_of(align);
                let smallest = SIZES.into_iter().find(|&size| fits(size)).unwrap();
                assert_eq!(
                    class.size(),
                    u64::from(smallest),
                    "{length} aligned to {align}"
                );
            }
        }
        assert_eq!(SizeClass::for_request(LONGEST + 1, 1), None);
        assert_eq!(SizeClass::for_request(1, 2 * LONGEST), None);
    }

    #[test]
    fn at_most_a_third_of_an_object_of_512_bytes_or_more_is_unused() {
        for pair in SIZES.windows(2) {
            assert!(pair[0] < pair[1]);
            assert!(pair[1] < 512 || f64::from(pair[1]) / f64::from(pair[0]) <= 1.34);
        }
    }

    #[test]
    fn slabs_are_whole_granules_with_a_sensible_number_of_objects() {
        for granule in [4096, 1 << 16, 2 << 20] {
            for class in SizeClass::all() {
                assert!(class.slab_bytes(granule).is_multiple_of(granule));
                let objects = class.slab_objects(granule);
                assert!((64..=SLAB_OBJECTS).contains(&objects));
                assert!(objects as u64 * class.size() <= class.slab_bytes(granule));
                assert!(class.batch() <= objects);
            }
        }
    }
}
