//! Half-precision bits, for constant evaluation.

/// The value of half-precision `bits`.
pub(crate) fn to_f64(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((bits >> 10) & 0x1F);
    let fraction = f64::from(bits & 0x3FF);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The half-precision bits nearest to `value`, ties to even.
pub(crate) fn from_f64(value: f64) -> u16 {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = value.abs();
    if magnitude.is_nan() {
        return 0x7E00;
    }
    // 65520 is halfway between the largest half and the next power of two.
    if magnitude >= 65520.0 {
        return sign | 0x7C00;
    }
    // Below 2^-14 the spacing is 2^-24; above, 2^(exponent - 10).
    let exponent = (((magnitude.to_bits() >> 52) & 0x7FF) as i32 - 1023).max(-14);
    let units = (magnitude / 2f64.powi(exponent - 10)).round_ties_even();
    // `units` is at most 2048, and carries into the exponent by itself.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "units is an integer in 0..=2048"
    )]
    let units = units as u16;
    sign | ((exponent + 14) as u16 * 1024 + units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_survives_the_round_trip() {
        for bits in 0..=u16::MAX {
            let value = to_f64(bits);
            if !value.is_nan() {
                assert_eq!(from_f64(value), bits, "{bits:#06x} {value}");
            }
        }
    }

    #[test]
    fn rounding_is_to_nearest_even() {
        assert_eq!(from_f64(1.0 + 2f64.powi(-11)), 0x3C00);
        assert_eq!(from_f64(1.0 + 3.0 * 2f64.powi(-11)), 0x3C02);
        assert_eq!(from_f64(65519.0), 0x7BFF);
        assert_eq!(from_f64(65520.0), 0x7C00);
        assert_eq!(from_f64(2f64.powi(-25)), 0);
    }
}
