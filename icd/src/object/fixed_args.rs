//! Arguments of a kernel whose value stays the same, launch after launch: code may be made for it.

use mirrorcl_device::exec::KernelCode;
use mirrorcl_protocol::{FixedArg, KernelInfo, ShapesCode};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Launches that must agree on a value: what counts up from launch to launch is the same in none.
const LAUNCHES: u32 = 4;

/// An argument that the code may be made for, and where it stands in the argument block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    index: u32,
    offset: usize,
    size: usize,
    /// Larger values are not worth code of their own.
    largest: u64,
}

/// Loops of so many iterations may be unrolled. Longer ones with constant bounds were measured to run for 0.98 to 1.6 of the time.
const FEW_ITERATIONS: u64 = 32;

impl Field {
    /// Those of a kernel.
    pub(super) fn all(kernel: &KernelInfo) -> Box<[Self]> {
        let args = (0..).zip(&kernel.args);
        let fields = args.filter_map(|(index, arg)| {
            let largest = match arg.shapes_code {
                ShapesCode::Never => return None,
                ShapesCode::IfSmall => FEW_ITERATIONS,
                ShapesCode::Always => u64::MAX,
            };
            let size = arg.size as usize;
            (size <= size_of::<u64>()).then_some(Self {
                index,
                offset: arg.offset as usize,
                size,
                largest,
            })
        });
        fields
            // One bit for each, below.
            .take(u64::BITS as usize)
            .collect()
    }

    /// Its value in an argument block.
    #[inline]
    fn read(self, args: &[u8]) -> u64 {
        let bytes = &args[self.offset..];
        match self.size {
            4 => u32::from_le_bytes(*bytes.first_chunk().expect("the block holds it")).into(),
            8 => u64::from_le_bytes(*bytes.first_chunk().expect("the block holds it")),
            size => {
                let mut word = [0; 8];
                word[..size].copy_from_slice(&bytes[..size]);
                u64::from_le_bytes(word)
            }
        }
    }
}

/// Fields with their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Values(Box<[(Field, u64)]>);

impl Values {
    /// Whether the arguments of a launch have them.
    #[inline]
    pub(super) fn are_in(&self, args: &[u8]) -> bool {
        self.0
            .iter()
            .all(|(field, value)| field.read(args) == *value)
    }

    /// As the compiler takes them.
    pub(super) fn to_request(&self) -> Vec<FixedArg> {
        let values = self.0.iter().map(|(field, value)| FixedArg {
            index: field.index,
            value: value.to_le_bytes()[..field.size].to_vec(),
        });
        values.collect()
    }
}

impl std::fmt::Display for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (number, (field, value)) in self.0.iter().enumerate() {
            let comma = if number > 0 { ", " } else { "" };
            write!(f, "{comma}argument {} = {value:#x}", field.index)?;
        }
        Ok(())
    }
}

/// Code for certain values, and how it comes about: launches are watched, then the code is asked for.
#[derive(Debug, Default)]
pub(super) struct Variant {
    /// The fields' values in the first launch.
    first: OnceLock<Box<[u64]>>,
    /// A bit for each field that had another value since.
    varying: AtomicU64,
    launches: AtomicU32,
    asked: AtomicBool,
    /// What the code is for; nothing if all values vary.
    values: OnceLock<Option<Values>>,
    /// The answer: nothing if it could not be made.
    code: OnceLock<Option<Arc<KernelCode>>>,
}

/// What a variant has for a launch.
#[derive(Debug)]
pub(super) enum Offer<'a> {
    /// Code.
    Code(&'a Arc<KernelCode>),
    /// Code, later.
    Promise,
    /// It is for other values, or could not be made.
    Other,
    /// None, nor has any other variant: all values vary, or are not worth it.
    Never,
    /// It may be for the values of this launch: it watches.
    Watching,
}

impl Variant {
    /// What it has for a launch with these arguments.
    #[inline]
    pub(super) fn offer(&self, args: &[u8]) -> Offer<'_> {
        match self.values.get() {
            None => Offer::Watching,
            Some(Some(values)) if values.are_in(args) => match self.code.get() {
                Some(Some(code)) => Offer::Code(code),
                Some(None) => Offer::Other,
                None => Offer::Promise,
            },
            Some(Some(_)) => Offer::Other,
            Some(None) => Offer::Never,
        }
    }

    /// Takes note of a launch. Returns whether there were enough.
    pub(super) fn watch(&self, fields: &[Field], args: &[u8]) -> bool {
        let first = self
            .first
            .get_or_init(|| fields.iter().map(|field| field.read(args)).collect());
        let mut varying = 0;
        for (bit, (field, first)) in fields.iter().zip(first).enumerate() {
            varying |= u64::from(field.read(args) != *first) << bit;
        }
        // Seldom more than once, so that threads do not contend for it.
        if varying & !self.varying.load(Ordering::Relaxed) != 0 {
            self.varying.fetch_or(varying, Ordering::Relaxed);
        }
        // Counts lost between threads come with the next launch.
        let launches = self.launches.load(Ordering::Relaxed).saturating_add(1);
        self.launches.store(launches, Ordering::Relaxed);
        launches >= LAUNCHES
    }

    /// Decides for the values that did not vary so far and are worth it, if there are any, and returns them to the one caller who is to
    /// ask for the code.
    pub(super) fn decide(&self, fields: &[Field]) -> Option<&Values> {
        if self.asked.swap(true, Ordering::Relaxed) {
            return None;
        }
        let first = self.first.get()?;
        let varying = self.varying.load(Ordering::Relaxed);
        let values = fields.iter().zip(first).enumerate();
        let values = values
            .filter(|(bit, (field, first))| varying >> bit & 1 == 0 && **first <= field.largest);
        let values: Box<[_]> = values.map(|(_, (field, first))| (*field, *first)).collect();
        let values = (!values.is_empty()).then_some(Values(values));
        self.values.get_or_init(|| values).as_ref()
    }

    /// Takes the answer.
    pub(super) fn set(&self, code: Option<Arc<KernelCode>>) {
        // It was asked for once.
        let _ = self.code.set(code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mirrorcl_protocol::ArgInfo;

    fn fields() -> Box<[Field]> {
        use ShapesCode::{Always, IfSmall, Never};
        let arg = |offset, size, shapes_code| ArgInfo {
            offset,
            size,
            shapes_code,
            ..ArgInfo::default()
        };
        Field::all(&KernelInfo {
            args: vec![
                arg(0, 8, Never),
                arg(8, 4, IfSmall),
                arg(16, 8, Always),
                arg(24, 1, Always),
            ],
            ..KernelInfo::default()
        })
    }

    fn block(int: u32, long: u64, byte: u8) -> Vec<u8> {
        let mut block = vec![0xee; 25];
        block[8..12].copy_from_slice(&int.to_le_bytes());
        block[16..24].copy_from_slice(&long.to_le_bytes());
        block[24] = byte;
        block
    }

    fn watched(blocks: &[Vec<u8>]) -> Variant {
        let variant = Variant::default();
        for block in blocks {
            assert!(matches!(variant.offer(block), Offer::Watching));
            variant.watch(&fields(), block);
        }
        variant
    }

    #[test]
    fn values_that_stay_are_fixed_with_their_bytes() {
        let variant = watched(&[block(5, 1 << 40, 7), block(5, 2, 7), block(5, 1 << 40, 7)]);
        let values = variant.decide(&fields()).unwrap();
        let request = values.to_request();
        assert_eq!(request.len(), 2);
        assert_eq!(
            (request[0].index, &request[0].value[..]),
            (1, &[5, 0, 0, 0][..])
        );
        assert_eq!((request[1].index, &request[1].value[..]), (3, &[7][..]));
        assert_eq!(values.to_string(), "argument 1 = 0x5, argument 3 = 0x7");
        // Only one asks.
        assert!(variant.decide(&fields()).is_none());
        assert!(matches!(variant.offer(&block(5, 99, 7)), Offer::Promise));
        assert!(matches!(variant.offer(&block(6, 99, 7)), Offer::Other));
        assert!(matches!(variant.offer(&block(5, 99, 6)), Offer::Other));
        variant.set(None);
        assert!(matches!(variant.offer(&block(5, 99, 7)), Offer::Other));
    }

    #[test]
    fn where_all_values_vary_there_is_no_code() {
        let variant = watched(&[block(1, 1, 1), block(2, 2, 2)]);
        assert!(variant.decide(&fields()).is_none());
        assert!(matches!(variant.offer(&block(1, 1, 1)), Offer::Never));
    }

    #[test]
    fn loops_of_many_iterations_keep_their_bounds() {
        for (bound, expected) in [
            (32, "argument 1 = 0x20, argument 3 = 0x7"),
            (33, "argument 3 = 0x7"),
        ] {
            let variant = watched(&[block(bound, 1, 7), block(bound, 2, 7)]);
            let values = variant.decide(&fields()).unwrap();
            assert_eq!(values.to_string(), expected);
        }
    }

    #[test]
    fn a_few_launches_prove_nothing() {
        let variant = Variant::default();
        let enough: Vec<bool> = (0..5)
            .map(|_| variant.watch(&fields(), &block(1, 2, 3)))
            .collect();
        assert_eq!(enough, [false, false, false, true, true]);
    }
}
