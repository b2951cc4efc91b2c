namespace Nabla.Kernels;

/// <summary>Constants that several special functions share.</summary>
internal static class Constants
{
    /// <summary>Euler's γ.</summary>
    internal const double Euler = 0.57721566490153286061;

    /// <summary>√(2π).</summary>
    internal const double RootTwoPi = 2.50662827463100050242;

    /// <summary>√π.</summary>
    internal const double RootPi = 1.77245385090551602730;
}
