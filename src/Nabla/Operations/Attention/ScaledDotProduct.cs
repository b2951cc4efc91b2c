using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>y = softmax(scale · query · keyᵀ + bias) · value for every head, without the matrix of scores in memory.</summary>
/// <remarks>Shapes: query [batch, targets, heads, depth], key [batch, sources, key heads, depth], value [batch, sources, key heads, value depth], then bias and mask as far as
/// there are any, which stretch to [batch, heads, targets, sources]; outputs: y [batch, targets, heads, value depth], and for the gradient the greatest score of each target and
/// 1 ÷ Σ exp(score − greatest), [batch, heads, targets]. float32 and float64.</remarks>
/// <param name="HasBias">Whether a bias is given.</param>
/// <param name="HasMask">Whether a mask is given, false where a source is not seen.</param>
/// <param name="Scale">Factor of the scores; null for 1 ÷ √depth.</param>
/// <param name="IsCausal">Whether a target sees only sources up to its own place.</param>
public sealed record ScaledDotProduct(bool HasBias, bool HasMask, double? Scale, bool IsCausal) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var (type, query, key, value) = (x[0].ElementType, x[0].Shape, x[1].Shape, x[2].Shape);
        if (type is not (ElementType.Float32 or ElementType.Float64) || x[1].ElementType != type || x[2].ElementType != type || (HasBias && x[3].ElementType != type))
        {
            throw new ElementTypeException($"{Name}: {string.Join(", ", x.ToArray().Select(s => s.ElementType.Name))}: query, key, value and bias must all be float32 or all float64. Cast them first.");
        }

        if (HasMask && x[^1].ElementType != ElementType.Bool)
        {
            throw new ElementTypeException($"{Name}: a {x[^1].ElementType.Name} mask: it must be bool. Compare first, or Cast it to bool.");
        }

        if (query.Rank != 4 || key.Rank != 4 || value.Rank != 4 || !key[..3].IsCompatibleWith(value[..3]) || !query[..1].IsCompatibleWith(key[..1]) || !query[3..].IsCompatibleWith(key[3..]))
        {
            throw new ShapeException($"{Name}: query {query}, key {key} and value {value}: [batch, targets, heads, depth], [batch, sources, key heads, depth] and [batch, sources, key heads, value depth] are expected. Split the last axis into heads.");
        }

        var scores = Shape.Of([query.Lengths[0], query.Lengths[2], query.Lengths[1], key.Lengths[1]]);
        for (int i = 3; i < 3 + (HasBias ? 1 : 0) + (HasMask ? 1 : 0); i++)
        {
            if (!Stretches(x[i].Shape, scores))
            {
                throw new ShapeException($"{Name}: {(HasBias && i == 3 ? "bias" : "mask")} {x[i].Shape} for scores {scores}: it must stretch to [batch, heads, targets, sources].");
            }
        }

        return [new(type, query[..3].Concat(value[3..])), new(type, scores[..3]), new(type, scores[..3])];
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
        var given = new AttentionInputs(this, context);
        Tensor y = context.Output(0), greatest = context.Output(1), factor = context.Output(2);
        Attention.Run(
            given.Query.View<T>(), given.Key.View<T>(), given.Value.View<T>(), given.Bias<T>(), given.Mask(), given.Scale, IsCausal, y.Elements<T>(), greatest.Elements<T>(), factor.Elements<T>());
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => Gradient(node, dy, Array.ConvertAll(node.Inputs, _ => true));

    /// <inheritdoc/>
    internal override Tensor?[] Gradient(Node node, Tensor?[] dy, ReadOnlySpan<bool> wanted)
    {
        var dx = new Tensor?[node.Inputs.Length];
        if (dy[0] is not { } d)
        {
            return dx;
        }

        Tensor[] y = node.Outputs, x = node.Inputs;
        if (wanted[0] || wanted[1] || wanted[2])
        {
            Engine.Current.Run(new ScaledDotProductGradient(this), [.. x, y[0], y[1], y[2], d]).CopyTo(dx, 0);
        }

        if (HasBias && wanted[3])
        {
            dx[3] = AttentionFormula.BiasGradient(this, x, y[0], d);
        }

        return dx;
    }

    static bool Stretches(Shape shape, Shape to)
    {
        if (shape.Rank > to.Rank)
        {
            return false;
        }

        for (int k = 1; k <= shape.Rank; k++)
        {
            long length = shape.Lengths[^k], wanted = to.Lengths[^k];
            if (length != 1 && length != wanted && length != Shape.Unknown && wanted != Shape.Unknown)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The gradients of query, key and value of <see cref="ScaledDotProduct"/>: scores are computed again, block by block.</summary>
/// <remarks>Inputs: those of the product, its three outputs, and the gradient of y.</remarks>
/// <param name="Product">What is differentiated.</param>
public sealed record ScaledDotProductGradient(ScaledDotProduct Product) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [.. x[..3].ToArray().Select(s => new TensorSpec(s.ElementType, s.Shape))];

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
        var given = new AttentionInputs(Product, context);
        Tensor y = context[^4].Contiguous(), greatest = context[^3].Contiguous(), factor = context[^2].Contiguous(), dy = AttentionInputs.Side(context[^1]);
        Attention.Gradient(
            given.Query.View<T>(), given.Key.View<T>(), given.Value.View<T>(), given.Bias<T>(), given.Mask(), given.Scale, Product.IsCausal, y.Elements<T>(), greatest.Elements<T>(), factor.Elements<T>(),
            dy.View<T>(), context.Output(0).Elements<T>(), context.Output(1).Elements<T>(), context.Output(2).Elements<T>());
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        // The outputs of the product depend on the others: differentiated by what they were made of, nothing is left for them.
        var x = node.Inputs;
        int given = x.Length - 4;
        Tensor[] inputs = [.. x[..given], x[^1]];
        var found = ReverseWalk.Through(inputs, dy, inner =>
            ReverseWalk.Through([.. inner[..given]], [inner[^1]], again => [AttentionFormula.Of(Product, again)])[..3]);
        var dx = new Tensor?[x.Length];
        found[..given].CopyTo(dx, 0);
        dx[^1] = found[^1];
        return dx;
    }
}
