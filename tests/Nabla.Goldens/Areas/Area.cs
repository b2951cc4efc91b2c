using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Areas;

/// <summary>Runs the cases of some topics.</summary>
abstract class Area
{
    /// <summary>Runs a case; returns where it passes, throws where it does not.</summary>
    /// <exception cref="NotSupportedNameException">Nabla does not have what the case is about.</exception>
    public abstract void Run(GoldenCase golden);
}
