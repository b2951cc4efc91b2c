using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>16-bit IEEE 754 numbers in registers of 32-bit elements.</summary>
internal static class HalfLanes
{
    /// <summary>The bits of eight halves as floats; always exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector256<uint> bits)
    {
        Vector256<uint> magnitude = bits & Vector256.Create(0x7FFFu);
        // The fields in their new places are the number times 2⁻¹¹²; the product is exact and lifts those below the normal range.
        Vector256<float> number = (magnitude << 13).AsSingle() * 5.192296858534828e33f;
        Vector256<uint> infinite = Vector256.GreaterThan(magnitude, Vector256.Create(0x7BFFu)) & Vector256.Create(0x7F800000u);
        return (number.AsUInt32() | infinite | ((bits & Vector256.Create(0x8000u)) << 16)).AsSingle();
    }

    /// <summary>Eight floats as bits of halves, rounded to the nearest, halves to the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> FromSingle(Vector256<float> x)
    {
        Vector256<uint> bits = x.AsUInt32();
        Vector256<uint> magnitude = bits & Vector256.Create(0x7FFFFFFFu);
        // Normal results: round at bit 13, move the exponent's bias from 127 to 15; what grows beyond is infinite.
        Vector256<uint> normal = ((magnitude + Vector256.Create(0xFFFu) + ((magnitude >> 13) & Vector256<uint>.One)) >> 13) - Vector256.Create(0x1C000u);
        normal = Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, Vector256.Create(0x477FFFFFu)), Vector256.Create(0x7C00u), normal);
        // Results below the normal range: the sum with ½ rounds where their last bit lies.
        Vector256<uint> small = (magnitude.AsSingle() + Vector256.Create(0.5f)).AsUInt32() - Vector256.Create(0x3F000000u);
        Vector256<uint> result = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(0x38800000u)), small, normal);
        result = Vector256.ConditionalSelect(Vector256.Equals(x, x).AsUInt32(), result, Vector256.Create(0x7E00u));
        return result | ((bits >> 16) & Vector256.Create(0x8000u));
    }
}
