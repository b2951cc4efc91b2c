using System.Numerics;

namespace Nabla.Operations;

/// <summary>Applies formulas to complex tensors, one element after another, in double precision.</summary>
internal static class ComplexMap
{
    internal static void Unary(IComplexUnary formula, Tensor x, Tensor y)
    {
        x = x.Contiguous();
        if (x.ElementType == ElementType.Complex64)
        {
            Span<Complex64> from = x.Elements<Complex64>(), to = y.Elements<Complex64>();
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = (Complex64)formula.At(from[i]);
            }
        }
        else
        {
            Span<Complex> from = x.Elements<Complex>(), to = y.Elements<Complex>();
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = formula.At(from[i]);
            }
        }

        GC.KeepAlive(x);
    }

    internal static void Binary(IComplexBinary formula, Tensor x, Tensor y, Tensor z)
    {
        using var left = Kernels.Positions.Of(z.Shape.Lengths, Broadcasting.Strides(x.Shape, x.Strides, z.Shape), x.Offset).GetEnumerator();
        using var right = Kernels.Positions.Of(z.Shape.Lengths, Broadcasting.Strides(y.Shape, y.Strides, z.Shape), y.Offset).GetEnumerator();
        for (long i = 0; i < z.Size && left.MoveNext() && right.MoveNext(); i++)
        {
            if (z.ElementType == ElementType.Complex64)
            {
                var value = formula.At(x.ElementAt<Complex64>(left.Current), y.ElementAt<Complex64>(right.Current));
                z.Elements<Complex64>()[(int)i] = (Complex64)value;
            }
            else
            {
                z.Elements<Complex>()[(int)i] = formula.At(x.ElementAt<Complex>(left.Current), y.ElementAt<Complex>(right.Current));
            }
        }
    }
}
