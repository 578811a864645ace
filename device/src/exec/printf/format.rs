//! A whole format with its arguments.

use mirrorcl_abi::{PrintfArg, PrintfKind};

use super::LONGEST;
use super::conversion::Conversion;
use crate::fault::read_c_string;

/// The text that `format` makes of `args`; `None` if the format is invalid, an argument is missing or a string
/// can't be read.
pub(super) fn format(format: &[u8], args: &[PrintfArg]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut args = args.iter();
    let mut rest = format;
    while let Some(percent) = rest.iter().position(|&byte| byte == b'%') {
        out.extend_from_slice(&rest[..percent]);
        let (conversion, after) = Conversion::parse(&rest[percent + 1..])?;
        rest = after;
        if conversion.letter == b'%' {
            out.push(b'%');
            continue;
        }
        let arg = args.next()?;
        let elements = conversion.vector.unwrap_or(1);
        if elements > arg.elements {
            return None;
        }
        for index in 0..elements as usize {
            if index > 0 {
                out.push(b',');
            }
            print_element(&conversion, arg, index, &mut out)?;
        }
        if out.len() > LONGEST {
            return None;
        }
    }
    out.extend_from_slice(rest);
    Some(out)
}

fn print_element(
    conversion: &Conversion,
    arg: &PrintfArg,
    index: usize,
    out: &mut Vec<u8>,
) -> Option<()> {
    let value = Element::read(arg, index)?;
    match conversion.letter {
        b'd' | b'i' | b'o' | b'u' | b'x' | b'X' => {
            conversion.print_integer(value.as_integer(), value.bits(), out);
        }
        b'c' => conversion.print_character(value.as_integer() as u8, out),
        b'p' => conversion.print_pointer(value.as_integer(), out),
        b's' => {
            let address = value.as_integer();
            let limit = conversion.string_limit().unwrap_or(LONGEST).min(LONGEST);
            if address == 0 {
                conversion.print_string(b"(null)", out);
            } else {
                let address = std::ptr::with_exposed_provenance(address as usize);
                conversion.print_string(&read_c_string(address, limit).ok()?, out);
            }
        }
        _ => conversion.print_float(value.as_float(), out),
    }
    Some(())
}

/// One element of an argument.
enum Element {
    Integer { value: u64, bits: u32 },
    Float(f64),
}

impl Element {
    fn read(arg: &PrintfArg, index: usize) -> Option<Element> {
        fn bytes<const N: usize>(arg: &PrintfArg, index: usize) -> Option<[u8; N]> {
            arg.data.get(index * N..(index + 1) * N)?.try_into().ok()
        }
        let kind = arg.kind;
        let integer = |value, bits| Some(Element::Integer { value, bits });
        // Sign-extended; the conversion cuts off what it does not print.
        if kind == PrintfKind::Int8 as u32 {
            integer(i64::from(i8::from_le_bytes(bytes(arg, index)?)) as u64, 8)
        } else if kind == PrintfKind::Int16 as u32 {
            integer(i64::from(i16::from_le_bytes(bytes(arg, index)?)) as u64, 16)
        } else if kind == PrintfKind::Int32 as u32 {
            integer(i64::from(i32::from_le_bytes(bytes(arg, index)?)) as u64, 32)
        } else if kind == PrintfKind::Int64 as u32 || kind == PrintfKind::Pointer as u32 {
            integer(u64::from_le_bytes(bytes(arg, index)?), 64)
        } else if kind == PrintfKind::Float16 as u32 {
            Some(Element::Float(half_to_double(u16::from_le_bytes(bytes(
                arg, index,
            )?))))
        } else if kind == PrintfKind::Float32 as u32 {
            Some(Element::Float(f64::from(f32::from_le_bytes(bytes(
                arg, index,
            )?))))
        } else if kind == PrintfKind::Float64 as u32 {
            Some(Element::Float(f64::from_le_bytes(bytes(arg, index)?)))
        } else {
            None
        }
    }

    /// A conversion that does not fit its argument is undefined behaviour; the value is what is least surprising.
    fn as_integer(&self) -> u64 {
        match *self {
            Element::Integer { value, .. } => value,
            Element::Float(value) => value as i64 as u64,
        }
    }

    fn as_float(&self) -> f64 {
        match *self {
            Element::Integer { value, .. } => value as i64 as f64,
            Element::Float(value) => value,
        }
    }

    fn bits(&self) -> u32 {
        match *self {
            Element::Integer { bits, .. } => bits,
            Element::Float(_) => 64,
        }
    }
}

/// The value of an IEEE 754 binary16, exactly.
fn half_to_double(half: u16) -> f64 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((half >> 10) & 0x1f);
    let mantissa = f64::from(half & 0x3ff);
    let magnitude = match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + mantissa) * 2f64.powi(exponent - 25),
    };
    // Not a product: the sign of a NaN counts.
    magnitude.copysign(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arg(kind: PrintfKind, elements: u32, bytes: &[u8]) -> PrintfArg {
        let mut data = [0; 128];
        data[..bytes.len()].copy_from_slice(bytes);
        PrintfArg {
            kind: kind as u32,
            elements,
            reserved: 0,
            data,
        }
    }

    fn int(value: i32) -> PrintfArg {
        arg(PrintfKind::Int32, 1, &value.to_le_bytes())
    }

    fn long(value: i64) -> PrintfArg {
        arg(PrintfKind::Int64, 1, &value.to_le_bytes())
    }

    fn double(value: f64) -> PrintfArg {
        arg(PrintfKind::Float64, 1, &value.to_le_bytes())
    }

    fn print(text: &str, args: &[PrintfArg]) -> String {
        String::from_utf8(format(text.as_bytes(), args).unwrap()).unwrap()
    }

    #[test]
    fn integers() {
        assert_eq!(
            print("%d %i|%5d|%-5d|%05d", &[1, -2, 3, 4, -5].map(int)),
            "1 -2|    3|4    |-0005"
        );
        assert_eq!(
            print("%u %x %X %#x %#o", &[-1, 255, 255, 255, 8].map(int)),
            "4294967295 ff FF 0xff 010"
        );
        assert_eq!(print("%+d % d %.4d", &[1, 2, 3].map(int)), "+1  2 0003");
        assert_eq!(
            print("%hhd %hhu %hd %hu", &[-1, -1, 65535, -1].map(int)),
            "-1 255 -1 65535"
        );
        assert_eq!(
            print("%ld %lx %lu", &[i64::MIN, -1, -1].map(long)),
            "-9223372036854775808 ffffffffffffffff 18446744073709551615"
        );
        assert_eq!(print("%d", &[long(1 << 32 | 7)]), "7");
    }

    #[test]
    fn floats() {
        assert_eq!(
            print("%f %.2f %e %G", &[1.5, 2.345, 1e10, 1e-10].map(double)),
            "1.500000 2.35 1.000000e+10 1E-10"
        );
        assert_eq!(
            print(
                "%f %f %F",
                &[f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY].map(double)
            ),
            "inf -inf INF"
        );
        assert_eq!(print("%f %.1f", &[f64::NAN, -0.0].map(double)), "nan -0.0");
        assert_eq!(
            print("%a %08.3f", &[0.5, -1.5].map(double)),
            "0x1p-1 -001.500"
        );
        assert_eq!(
            print(
                "%.3g",
                &[arg(PrintfKind::Float32, 1, &0.1f32.to_le_bytes())]
            ),
            "0.1"
        );
    }

    #[test]
    fn vectors() {
        let int4: Vec<u8> = [1i32, -2, 3, 4]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        let int4 = arg(PrintfKind::Int32, 4, &int4);
        assert_eq!(
            print("%v4hld|%3v4hld|%v4hlx", &[int4; 3]),
            "1,-2,3,4|  1, -2,  3,  4|1,fffffffe,3,4"
        );
        let char2 = arg(PrintfKind::Int8, 2, &[0xff, 0x7f]);
        assert_eq!(
            print("%v2hhd %v2hhu %#v2hhx", &[char2; 3]),
            "-1,127 255,127 0xff,0x7f"
        );
        let half2 = arg(PrintfKind::Float16, 2, &[0x00, 0x3c, 0x01, 0x00]);
        assert_eq!(print("%v2hg", &[half2]), "1,5.96046e-08");
        let float3: Vec<u8> = [1f32, 2.0, 3.0, 0.0]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        assert_eq!(
            print("%2.2v3hlf", &[arg(PrintfKind::Float32, 3, &float3)]),
            "1.00,2.00,3.00"
        );
    }

    #[test]
    fn characters_strings_and_pointers() {
        assert_eq!(
            print("%c%3c%-3c|", &[int(65), int(66), int(67)]),
            "A  BC  |"
        );
        assert_eq!(format(b"%c", &[int(0)]), Some(vec![0]));
        let text = c"hello";
        let string = arg(
            PrintfKind::Pointer,
            1,
            &(text.as_ptr().expose_provenance() as u64).to_le_bytes(),
        );
        assert_eq!(
            print("%s|%8s|%-8s|%.2s", &[string; 4]),
            "hello|   hello|hello   |he"
        );
        assert_eq!(
            print("%s", &[arg(PrintfKind::Pointer, 1, &[0; 8])]),
            "(null)"
        );
        assert_eq!(print("%p", &[arg(PrintfKind::Pointer, 1, &[0x10])]), "0x10");
        assert_eq!(print("100%%", &[]), "100%");
    }

    #[test]
    fn what_is_invalid_is_refused() {
        assert_eq!(format(b"%d", &[]), None, "missing argument");
        assert_eq!(format(b"%y", &[int(1)]), None);
        assert_eq!(format(b"%", &[int(1)]), None);
        assert_eq!(format(b"%v5d", &[int(1)]), None);
        assert_eq!(
            format(b"%v4hld", &[int(1)]),
            None,
            "the argument is no vector"
        );
        assert_eq!(format(b"%99999999999d", &[int(1)]), None);
        assert_eq!(
            format(b"%s", &[arg(PrintfKind::Pointer, 1, &[1])]),
            None,
            "bad pointer"
        );
        assert_eq!(
            format(b"%d", &[arg(PrintfKind::Pointer, 99, &[1])]).as_deref(),
            Some(&b"1"[..])
        );
    }

    #[test]
    fn halves_are_exact() {
        assert_eq!(half_to_double(0x3c00), 1.0);
        assert_eq!(half_to_double(0xc000), -2.0);
        assert_eq!(half_to_double(0x7bff), 65504.0);
        assert_eq!(half_to_double(0x0001), 2f64.powi(-24));
        assert_eq!(half_to_double(0xfc00), f64::NEG_INFINITY);
        assert!(half_to_double(0x7e00).is_nan());
    }
}
