using System.Numerics;

namespace Nabla.Operations;

/// <summary>A formula of one number that complex tensors have too.</summary>
public interface IComplexUnary
{
    /// <summary>y = f(x) for a complex number.</summary>
    Complex At(Complex x);
}

/// <summary>A formula of two numbers that complex tensors have too.</summary>
public interface IComplexBinary
{
    /// <summary>z = f(x, y) for complex numbers.</summary>
    Complex At(Complex x, Complex y);
}
