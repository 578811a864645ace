//! Arrays of any element type as bytes, and inputs made from fixed seeds.

/// An element of an array in device memory.
pub(crate) trait Element: Copy {
    /// Appends its bytes.
    fn append(self, bytes: &mut Vec<u8>);
    /// The value at the start of `bytes`, for comparison.
    fn number(bytes: &[u8]) -> f64;
}

macro_rules! elements {
    ($($type:ty),*) => {$(
        impl Element for $type {
            fn append(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_ne_bytes());
            }
            fn number(bytes: &[u8]) -> f64 {
                let bytes = bytes[..size_of::<Self>()].try_into();
                Self::from_ne_bytes(bytes.expect("as many as were sliced")) as f64
            }
        }
    )*};
}

elements!(u8, i8, u16, i16, u32, i32, u64, i64, f32, f64);

/// A `half`.
#[derive(Clone, Copy)]
pub(crate) struct Half(u16);

impl Half {
    /// A value that half represents exactly: a small multiple of a small power of two.
    pub(crate) fn exact(value: f32) -> Self {
        if value == 0.0 {
            return Self(0);
        }
        let bits = value.to_bits();
        let exponent = (bits >> 23 & 0xff) as i32 - 127 + 15;
        assert!((1..31).contains(&exponent) && bits & 0x1fff == 0, "{value}");
        Self((bits >> 16 & 0x8000 | (exponent as u32) << 10 | bits >> 13 & 0x3ff) as u16)
    }
}

impl Element for Half {
    fn append(self, bytes: &mut Vec<u8>) {
        self.0.append(bytes);
    }
    fn number(bytes: &[u8]) -> f64 {
        let bits = u16::from_ne_bytes([bytes[0], bytes[1]]);
        let fraction = f64::from(bits & 0x3ff) / 1024.0;
        let magnitude = match bits >> 10 & 31 {
            0 => fraction * 2_f64.powi(-14),
            31 => f64::NAN,
            exponent => (1.0 + fraction) * 2_f64.powi(i32::from(exponent) - 15),
        };
        if bits >> 15 == 1 {
            -magnitude
        } else {
            magnitude
        }
    }
}

impl<T: Element, const N: usize> Element for [T; N] {
    fn append(self, bytes: &mut Vec<u8>) {
        self.into_iter().for_each(|lane| lane.append(bytes));
    }
    fn number(bytes: &[u8]) -> f64 {
        T::number(bytes)
    }
}

/// Elements of one type.
pub(crate) struct Data {
    pub(crate) bytes: Vec<u8>,
    /// Bytes of a number: of a vector's component.
    width: usize,
    number: fn(&[u8]) -> f64,
}

impl Data {
    /// The bytes of `elements`.
    pub(crate) fn of<T: Element>(elements: &[T]) -> Self {
        let mut bytes = Vec::with_capacity(size_of_val(elements));
        elements
            .iter()
            .for_each(|element| element.append(&mut bytes));
        Self {
            bytes,
            width: width::<T>(),
            number: T::number,
        }
    }

    /// Other bytes as elements of the same type.
    pub(crate) fn like(&self, bytes: Vec<u8>) -> Self {
        Self { bytes, ..*self }
    }

    /// Number of numbers.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / self.width
    }

    fn slice(&self, index: usize) -> &[u8] {
        &self.bytes[index * self.width..][..self.width]
    }

    /// A number.
    pub(crate) fn number(&self, index: usize) -> f64 {
        (self.number)(self.slice(index))
    }

    /// Where `found` leaves `self` by more than `tolerance * max(1, |expected|)`. NaN is equal to nothing.
    pub(crate) fn first_difference(&self, found: &Self, tolerance: f64) -> Option<usize> {
        (0..self.len()).find(|&index| {
            if self.slice(index) == found.slice(index) {
                return false;
            }
            let (expected, found) = (self.number(index), found.number(index));
            let close = (found - expected).abs() <= tolerance * expected.abs().max(1.0);
            tolerance == 0.0 || !close
        })
    }

    /// How many elements are not bit for bit the same.
    pub(crate) fn differences(&self, found: &Self) -> usize {
        (0..self.len())
            .filter(|&index| self.slice(index) != found.slice(index))
            .count()
    }
}

/// Bytes of one number of a scalar, or of a vector's component.
fn width<T: Element>() -> usize {
    match size_of::<T>() {
        size if align_of::<T>() < size => align_of::<T>(),
        size => size,
    }
}

/// A xorshift generator: the same inputs in every process.
pub(crate) struct Random(u64);

impl Random {
    /// A generator.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next 32 bits.
    pub(crate) fn bits(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 24) as u32
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u64::from(self.bits()) * bound as u64) >> 32) as usize
    }
}

/// Floats between `low` and `high`.
pub(crate) fn floats(length: usize, low: f32, high: f32) -> Vec<f32> {
    let mut random = Random::new(1);
    (0..length)
        .map(|_| low + (high - low) * (random.bits() >> 8) as f32 / (1 << 24) as f32)
        .collect()
}

/// Doubles between `low` and `high`.
pub(crate) fn doubles(length: usize, low: f64, high: f64) -> Vec<f64> {
    let mut random = Random::new(2);
    (0..length)
        .map(|_| low + (high - low) * f64::from(random.bits()) / f64::from(u32::MAX))
        .collect()
}

/// Bytes.
pub(crate) fn bytes(length: usize) -> Vec<u8> {
    let mut random = Random::new(3);
    (0..length).map(|_| random.bits() as u8).collect()
}

/// Words.
pub(crate) fn words(length: usize) -> Vec<u32> {
    let mut random = Random::new(4);
    (0..length).map(|_| random.bits()).collect()
}

/// Numbers below `bound`.
pub(crate) fn indices(length: usize, bound: usize) -> Vec<u32> {
    let mut random = Random::new(5);
    (0..length).map(|_| random.below(bound) as u32).collect()
}

/// A permutation of the numbers below `length`.
pub(crate) fn permutation(length: usize) -> Vec<u32> {
    let mut random = Random::new(6);
    let mut numbers: Vec<u32> = (0..length as u32).collect();
    (1..length).for_each(|index| numbers.swap(index, random.below(index + 1)));
    numbers
}
