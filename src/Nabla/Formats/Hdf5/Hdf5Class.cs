namespace Nabla.Formats;

/// <summary>Kinds of element types of an HDF5 file.</summary>
public enum Hdf5Class
{
    /// <summary>Whole numbers.</summary>
    Integer = 0,

    /// <summary>Floating-point numbers of any size and layout.</summary>
    Float = 1,

    /// <summary>Times, as whole seconds.</summary>
    Time = 2,

    /// <summary>Text, of a fixed length or of one of its own each.</summary>
    String = 3,

    /// <summary>Bits, read as whole numbers without sign.</summary>
    BitField = 4,

    /// <summary>Raw bytes.</summary>
    Opaque = 5,

    /// <summary>Several named fields.</summary>
    Compound = 6,

    /// <summary>A pointer to another object of the file.</summary>
    Reference = 7,

    /// <summary>Whole numbers with names; h5py's truth values are those of FALSE and TRUE.</summary>
    Enum = 8,

    /// <summary>Lists of any length each.</summary>
    Sequence = 9,

    /// <summary>Small arrays of one shape.</summary>
    Array = 10,

    /// <summary>Complex numbers, of two floats.</summary>
    Complex = 11,
}
