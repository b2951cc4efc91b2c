using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>y = (x − mean) · scale ÷ √(variance + ε) + offset, with mean and variance over the last axes, in one visit of each row.</summary>
/// <remarks>Shapes: x any, then scale and offset as far as there are any, with the lengths of the last axes; outputs: y as x, and for the gradient the means and
/// 1 ÷ √(variance + ε), with the lengths of the other axes. float32 and float64.</remarks>
/// <param name="Count">How many of the last axes make a row.</param>
/// <param name="IsCentred">False: the mean counts as 0, and the variance is the mean square.</param>
/// <param name="HasScale">Whether a scale is given.</param>
/// <param name="HasOffset">Whether an offset is given.</param>
/// <param name="Epsilon">ε.</param>
public sealed record RowNormalization(int Count, bool IsCentred, bool HasScale, bool HasOffset, double Epsilon) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var (type, shape) = (x[0].ElementType, x[0].Shape);
        foreach (var weight in x)
        {
            if (weight.ElementType != type || type is not (ElementType.Float32 or ElementType.Float64))
            {
                throw new ElementTypeException($"{Name}: {type.Name} and {weight.ElementType.Name} tensors: all must be float32 or all float64. Cast them first.");
            }
        }

        if (Count < 1 || shape.Rank < Count)
        {
            throw new ShapeException($"{Name}: {shape}: {Count} last axes are to be normalised, and at least one.");
        }

        var row = shape[^Count..];
        foreach (var weight in x[1..])
        {
            if (!weight.Shape.IsCompatibleWith(row))
            {
                throw new ShapeException($"{Name}: a weight of shape {weight.Shape} for the last axes of {shape}: {row} is expected.");
            }
        }

        return [new(type, shape), new(type, shape[..^Count]), new(type, shape[..^Count])];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        if (context[0].ElementType == ElementType.Float32)
        {
            Run<float>(context);
        }
        else
        {
            Run<double>(context);
        }
    }

    void Run<T>(RunContext context)
        where T : unmanaged
    {
        ReadOnlySpan<T> scale = HasScale ? context[1].Contiguous().Elements<T>() : [], offset = HasOffset ? context[^1].Contiguous().Elements<T>() : [];
        LayerNorm.Run(
            context[0].Contiguous().Elements<T>(), scale, offset, Epsilon, context.Output(0).Elements<T>(), context.Output(1).Elements<T>(), context.Output(2).Elements<T>(), IsCentred);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        var (x, y) = (node.Inputs, node.Outputs);
        var dx = new Tensor?[x.Length];
        if (dy[0] is { } d)
        {
            var found = Engine.Current.Run(new RowNormalizationGradient(this), [.. x, y[1], y[2], d]);
            dx[0] = found[0];
            if (HasScale)
            {
                dx[1] = found[1];
            }

            if (HasOffset)
            {
                dx[^1] = found[2];
            }
        }

        return dx;
    }

    /// <summary>y by the operations that define it.</summary>
    internal Tensor Formula(Tensor[] x)
    {
        var axes = Axes.Create([.. Enumerable.Range(-Count, Count)]);
        var centred = IsCentred ? x[0] - x[0].Mean(axes, keepDims: true) : x[0];
        var y = centred * (centred.Square().Mean(axes, keepDims: true) + Epsilon).Rsqrt();
        y = HasScale ? y * x[1] : y;
        return HasOffset ? y + x[^1] : y;
    }
}

/// <summary>The gradients of x, scale and offset of <see cref="RowNormalization"/>.</summary>
/// <remarks>Inputs: those of the normalisation, its means and factors, and the gradient of y.</remarks>
/// <param name="Forward">What is differentiated.</param>
public sealed record RowNormalizationGradient(RowNormalization Forward) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var (type, shape) = (x[0].ElementType, x[0].Shape);
        var row = shape[^Forward.Count..];
        return [new(type, shape), new(type, row), new(type, row)];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        if (context[0].ElementType == ElementType.Float32)
        {
            Run<float>(context);
        }
        else
        {
            Run<double>(context);
        }
    }

    void Run<T>(RunContext context)
        where T : unmanaged
    {
        ReadOnlySpan<T> scale = Forward.HasScale ? context[1].Contiguous().Elements<T>() : [];
        LayerNorm.Gradient(
            context[0].Contiguous().Elements<T>(), context[^1].Contiguous().Elements<T>(), scale, context[^3].Contiguous().Elements<T>(), context[^2].Contiguous().Elements<T>(),
            context.Output(0).Elements<T>(), context.Output(1).Elements<T>(), context.Output(2).Elements<T>(), Forward.IsCentred);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        // Means and factors depend on x: differentiated by what they were made of, nothing is left for them.
        var x = node.Inputs;
        int given = x.Length - 3;
        var found = ReverseWalk.Through([.. x[..given], x[^1]], dy, inner =>
        {
            var first = ReverseWalk.Through([.. inner[..given]], [inner[^1]], again => [Forward.Formula(again)]);
            return [first[0], Forward.HasScale ? first[1] : null, Forward.HasOffset ? first[given - 1] : null];
        });
        var dx = new Tensor?[x.Length];
        found[..given].CopyTo(dx, 0);
        dx[^1] = found[^1];
        return dx;
    }
}
