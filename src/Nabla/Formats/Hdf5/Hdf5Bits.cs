namespace Nabla.Formats;

/// <summary>Where the bits of a number lie in its bytes.</summary>
/// <param name="Offset">The lowest bit that counts.</param>
/// <param name="Precision">How many bits count.</param>
/// <param name="Sign">The bit of a float's sign.</param>
/// <param name="ExponentAt">The lowest bit of a float's exponent.</param>
/// <param name="ExponentBits">How many bits a float's exponent has.</param>
/// <param name="FractionAt">The lowest bit of a float's fraction.</param>
/// <param name="FractionBits">How many bits a float's fraction has.</param>
/// <param name="Bias">What is subtracted from a float's exponent.</param>
/// <param name="IsImplied">Whether a float's leading one is left out.</param>
readonly record struct Hdf5Bits(int Offset, int Precision, int Sign = 0, int ExponentAt = 0, int ExponentBits = 0, int FractionAt = 0, int FractionBits = 0, long Bias = 0, bool IsImplied = true)
{
    public static Hdf5Bits Half => new(0, 16, 15, 10, 5, 0, 10, 15);

    public static Hdf5Bits BFloat16 => new(0, 16, 15, 7, 8, 0, 7, 127);

    public static Hdf5Bits Single => new(0, 32, 31, 23, 8, 0, 23, 127);

    public static Hdf5Bits Double => new(0, 64, 63, 52, 11, 0, 52, 1023);
}
