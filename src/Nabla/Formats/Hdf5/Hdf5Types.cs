namespace Nabla.Formats;

/// <summary>Types that are made here, not read from a file.</summary>
static class Hdf5Types
{
    public static Hdf5Type BFloat16 { get; } = new(Hdf5Class.Float, 2) { IsSigned = true, Bits = Hdf5Bits.BFloat16 };
}
