namespace Nabla.Constraints;

/// <summary>What is done to a weight after each optimizer step, to keep it in bounds.</summary>
/// <remarks>Where one is asked for, Keras's name does too: <c>kernelConstraint: "non_neg"</c>.</remarks>
public abstract class Constraint
{
    /// <summary>Added to a norm before it divides, so that a zero vector stays zero.</summary>
    private protected const double Epsilon = 1e-7;

    static readonly NameTable<Constraint> Table = new NameTable<Constraint>("constraint")
        .Add(() => new MaxNorm(), "max_norm", "MaxNorm")
        .Add(() => new NonNeg(), "non_neg", "NonNeg")
        .Add(() => new UnitNorm(), "unit_norm", "UnitNorm")
        .Add(() => new MinMaxNorm(), "min_max_norm", "MinMaxNorm");

    /// <summary>The constraint with this Keras name and default options.</summary>
    /// <exception cref="ArgumentException">No constraint has the name.</exception>
    public static implicit operator Constraint(string name) => Table.Make(name);

    /// <summary>A constraint of one's own.</summary>
    /// <param name="function">Makes the new value of the weight from the old.</param>
    public static Constraint From(Func<Tensor, Tensor> function) => new FromFunction(function);

    /// <summary>The weight within bounds.</summary>
    public abstract Tensor Call(Tensor w);

    /// <summary>Euclidean norms along axes, which stay with length 1.</summary>
    private protected static Tensor Norms(Tensor w, Axes axis) => w.Square().Sum(axis, keepDims: true).Sqrt();

    sealed class FromFunction(Func<Tensor, Tensor> function) : Constraint
    {
        readonly Func<Tensor, Tensor> function = function ?? throw new ArgumentNullException(nameof(function));

        public override Tensor Call(Tensor w) => function(w);
    }
}
