namespace Nabla.Lanes;

/// <summary>A function whose one body is written for double lanes.</summary>
internal interface IDoubleUnary
{
    /// <summary>f(x); where <paramref name="single"/>, x came from floats and y is rounded to them, so 2⁻³⁰ is exact enough.</summary>
    static abstract V Run<V>(V x, bool single) where V : struct, IRegister<V, double>;
}

/// <summary>A function of two arguments whose one body is written for double lanes.</summary>
internal interface IDoubleBinary
{
    /// <summary>f(x, y); where <paramref name="single"/>, both came from floats.</summary>
    static abstract V Run<V>(V x, V y, bool single) where V : struct, IRegister<V, double>;
}

/// <summary>A function of one double.</summary>
internal interface IScalarFunction
{
    /// <summary>f(x).</summary>
    static abstract double Run(double x);
}
