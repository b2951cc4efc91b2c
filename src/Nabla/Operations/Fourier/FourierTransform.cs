using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>The discrete Fourier transform over the last axes, yₖ = Σ xⱼ · e^(∓2πijk/n), of any length.</summary>
/// <param name="Count">Over how many axes.</param>
/// <param name="Inverse">With e^(+2πijk/n).</param>
/// <param name="Scaled">Divided by the number of elements that were summed.</param>
/// <remarks>Shape: any → same; complex64 or complex128. Computed in float64. The gradient is the adjoint transform.</remarks>
public sealed record FourierTransform(int Count, bool Inverse, bool Scaled) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (!x[0].ElementType.IsComplex)
        {
            throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs complex numbers. Make them with Tensor.Complex.");
        }

        return x[0].Shape.Rank >= Count ? new(x[0].ElementType, x[0].Shape)
            : throw new ShapeException($"{Name}: a tensor of shape {x[0].Shape} over its last {Count} axes: it has only {x[0].Shape.Rank}. Add axes with ExpandDims.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0].Contiguous();
        var y = context.Output(0, x.Shape);
        bool single = x.ElementType == ElementType.Complex64;
        int size = (int)x.Size;
        double[] re = new double[size], im = new double[size];
        for (int i = 0; i < size; i++)
        {
            Complex value = single ? x.Elements<Complex64>()[i] : x.Elements<Complex>()[i];
            (re[i], im[i]) = Inverse ? (value.Imaginary, value.Real) : (value.Real, value.Imaginary);
        }

        double count = 1;
        for (int axis = x.Rank - Count; axis < x.Rank && size > 0; axis++)
        {
            int length = (int)x.Shape.Lengths[axis], inner = (int)x.Shape[(axis + 1)..].Size;
            count *= length;
            Along(re, im, length, inner);
        }

        double scale = Scaled ? 1 / count : 1;
        for (int i = 0; i < size; i++)
        {
            var value = Inverse ? new Complex(im[i] * scale, re[i] * scale) : new Complex(re[i] * scale, im[i] * scale);
            if (single)
            {
                y.Elements<Complex64>()[i] = (Complex64)value;
            }
            else
            {
                y.Elements<Complex>()[i] = value;
            }
        }

        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(this with { Inverse = !Inverse }, dy)];

    static void Along(double[] re, double[] im, int length, int inner)
    {
        var plan = new FourierPlan(length);
        double[] a = new double[length], b = new double[length];
        for (int line = 0; line < re.Length / length; line++)
        {
            int start = (line / inner * length * inner) + (line % inner);
            for (int k = 0; k < length; k++)
            {
                (a[k], b[k]) = (re[start + (k * inner)], im[start + (k * inner)]);
            }

            plan.Run(a, b);
            for (int k = 0; k < length; k++)
            {
                (re[start + (k * inner)], im[start + (k * inner)]) = (a[k], b[k]);
            }
        }
    }
}
