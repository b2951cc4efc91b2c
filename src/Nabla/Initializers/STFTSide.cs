namespace Nabla.Initializers;

/// <summary>The parts of a Fourier transform.</summary>
public enum STFTSide
{
    /// <summary>cos.</summary>
    Real,

    /// <summary>−sin.</summary>
    Imag,
}
