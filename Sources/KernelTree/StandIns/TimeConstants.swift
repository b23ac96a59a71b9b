/// The constants that turn jiffies into milliseconds and back: what kernel/time/timeconst.bc computes from HZ.
struct TimeConstants {
    let hertz: UInt64

    init(hertz: Int) { self.hertz = UInt64(min(max(hertz, 2), 100_000)) }

    var header: String {
        var text = "#include <linux/param.h>\n#include <linux/types.h>\n"
        for (name, perSecond) in [("MSEC", UInt64(1000)), ("USEC", 1_000_000)] {
            text += reciprocal("HZ_TO_\(name)", perSecond, hertz)
            text += reciprocal("\(name)_TO_HZ", hertz, perSecond)
        }
        for (name, perSecond) in [("MSEC", UInt64(1000)), ("USEC", 1_000_000), ("NSEC", 1_000_000_000)] {
            let divisor = Self.greatestCommonDivisor(hertz, perSecond)
            text += "#define HZ_TO_\(name)_NUM \(perSecond / divisor)\n#define HZ_TO_\(name)_DEN \(hertz / divisor)\n"
            text += "#define \(name)_TO_HZ_NUM \(hertz / divisor)\n#define \(name)_TO_HZ_DEN \(perSecond / divisor)\n"
        }
        return text
    }

    /// Multiplier, adjustment and shift for a division by multiplication, with a multiplier of 32 bits.
    private func reciprocal(_ name: String, _ numerator: UInt64, _ denominator: UInt64) -> String {
        var shift: UInt64 = 0
        while Self.scaled(shift, numerator, denominator) < 1 << 31 { shift += 1 }
        let multiplier = Self.scaled(shift, numerator, denominator)
        let reduced = denominator / Self.greatestCommonDivisor(numerator, denominator)
        let (high, low) = Self.power(shift).multipliedFullWidth(by: reduced - 1)
        let adjustment = reduced.dividingFullWidth((high, low)).quotient
        return "#define \(name)_MUL32 U64_C(0x\(String(multiplier, radix: 16)))\n"
            + "#define \(name)_ADJ32 U64_C(0x\(String(adjustment, radix: 16)))\n#define \(name)_SHR32 \(shift)\n"
    }

    /// 2^shift * numerator / denominator, rounded up.
    private static func scaled(_ shift: UInt64, _ numerator: UInt64, _ denominator: UInt64) -> UInt64 {
        var (high, low) = power(shift).multipliedFullWidth(by: numerator)
        let (sum, carry) = low.addingReportingOverflow(denominator - 1)
        low = sum
        if carry { high += 1 }
        return denominator.dividingFullWidth((high, low)).quotient
    }

    private static func power(_ exponent: UInt64) -> UInt64 { 1 << exponent }

    private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
        right == 0 ? left : greatestCommonDivisor(right, left % right)
    }
}
