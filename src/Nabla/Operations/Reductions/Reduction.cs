using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What a reduction computes of the elements along its axes.</summary>
public enum ReduceKind
{
    /// <summary>Their sum; 0 of none.</summary>
    Sum,

    /// <summary>Their mean; NaN of none.</summary>
    Mean,

    /// <summary>Their product; 1 of none.</summary>
    Prod,

    /// <summary>The largest; NaN where one is NaN; an error of none.</summary>
    Max,

    /// <summary>The smallest; NaN where one is NaN; an error of none.</summary>
    Min,

    /// <summary>Whether one is true.</summary>
    Any,

    /// <summary>Whether all are true.</summary>
    All,
}

/// <summary>Reduces some axes of a tensor to one element each.</summary>
/// <remarks>Shape: the reduced axes go, or have length 1 with <paramref name="KeepDims"/>. Sums are blocked by shape, so that results do not depend on the number of threads.</remarks>
/// <param name="Kind">What is computed.</param>
/// <param name="Axes">The axes; null for all.</param>
/// <param name="KeepDims">Keeps the reduced axes with length 1.</param>
public sealed record Reduction(ReduceKind Kind, Axes? Axes, bool KeepDims) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => Kind.ToString();

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        var type = x[0].ElementType;
        bool logical = Kind is ReduceKind.Any or ReduceKind.All;
        if (logical ? type != ElementType.Bool : type is ElementType.Bool or ElementType.String)
        {
            throw new ElementTypeException($"{Name}: a {type.Name} tensor: it needs {(logical ? "truth values" : "numbers")}. Cast it first.");
        }

        if (type.IsComplex && Kind is ReduceKind.Max or ReduceKind.Min)
        {
            throw new ElementTypeException($"{Name}: a {type.Name} tensor: complex numbers have no order. Reduce Abs, Real or Imag of it.");
        }

        var shape = ShapeOf(Name, x[0].Shape, Axes, KeepDims);
        if (Kind is ReduceKind.Max or ReduceKind.Min && x[0].Shape.IsKnown && x[0].Shape.Size == 0 && shape.Size != 0)
        {
            throw new ShapeException($"{Name}: a tensor of shape {x[0].Shape} over axes {(object?)Axes ?? "all"}: there are no elements to choose from. Check the size first.");
        }

        return new(type, shape);
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var axes = context.Keep(static c => Nabla.Axes.Normalize(c.Op.Name, ((Reduction)c.Op).Axes, c[0].Rank));
        var run = new Kernel(Kind, context[0], axes, context.Output());
        ElementDispatch.Run(context[0].ElementType, ref run);
    }

    /// <summary>The shape after reducing axes.</summary>
    internal static Shape ShapeOf(string op, Shape x, Axes? axes, bool keepDims)
    {
        var reduced = Nabla.Axes.Normalize(op, axes, x.Rank);
        var lengths = new List<long>();
        for (int k = 0; k < x.Rank; k++)
        {
            bool gone = Array.IndexOf(reduced, k) >= 0;
            if (!gone || keepDims)
            {
                lengths.Add(gone ? 1 : x.Lengths[k]);
            }
        }

        return new([.. lengths]);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => Kind switch
    {
        ReduceKind.Sum => [Back(dy, x[0])],
        ReduceKind.Mean => [Back(dy / Engine.Current.RunOne(new CountPerElement(), x[0], y), x[0])],
        ReduceKind.Prod => [OfProduct(x[0], dy)],
        _ => [Chosen(x[0], y, dy)],
    };

    /// <summary>Spreads the gradient evenly over the elements that tie for the extreme, as TensorFlow does.</summary>
    Tensor Chosen(Tensor x, Tensor y, Tensor dy)
    {
        var hit = (x == Back(y, x)).Cast(x.ElementType);
        var ties = Engine.Current.RunOne(new Reduction(ReduceKind.Sum, Axes, KeepDims), hit);
        return hit * Back(dy / ties, x);
    }

    /// <summary>Each element gets the product of the others, axis by axis; nothing is divided, so that zeros do no harm.</summary>
    Tensor OfProduct(Tensor x, Tensor dy)
    {
        int[] axes = Nabla.Axes.Normalize(Name, Axes, x.Rank);
        var partial = new Tensor[axes.Length + 1];
        partial[^1] = x;
        for (int i = axes.Length - 1; i >= 0; i--)
        {
            partial[i] = Engine.Current.RunOne(new Reduction(ReduceKind.Prod, axes[i], true), partial[i + 1]);
        }

        var d = KeepDims || axes.Length == 0 ? dy : dy.ExpandDims(Nabla.Axes.Create(axes));
        for (int i = 0; i < axes.Length; i++)
        {
            var factors = partial[i + 1].Conj();
            var before = Engine.Current.RunOne(new CumProd(axes[i], Exclusive: true), factors);
            d *= before * Engine.Current.RunOne(new CumProd(axes[i], Exclusive: true, Reverse: true), factors);
        }

        return d;
    }

    Tensor Back(Tensor dy, Tensor x) => Engine.Current.RunOne(new BroadcastOver(Axes, KeepDims), dy, x);

    readonly struct Kernel(ReduceKind kind, Tensor x, int[] axes, Tensor y) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            switch (kind)
            {
                case ReduceKind.Sum:
                    Reduce.Sum(x.View<T>(), axes, y.Elements<T>());
                    break;
                case ReduceKind.Mean:
                    Reduce.Mean(x.View<T>(), axes, y.Elements<T>());
                    break;
                case ReduceKind.Prod:
                    Reduce.Product(x.View<T>(), axes, y.Elements<T>());
                    break;
                case ReduceKind.Max:
                    Reduce.Max(x.View<T>(), axes, y.Elements<T>());
                    break;
                case ReduceKind.Min:
                    Reduce.Min(x.View<T>(), axes, y.Elements<T>());
                    break;
                case ReduceKind.Any:
                    Reduce.Any(x.View<bool>(), axes, y.Elements<bool>());
                    break;
                default:
                    Reduce.All(x.View<bool>(), axes, y.Elements<bool>());
                    break;
            }
        }
    }
}
