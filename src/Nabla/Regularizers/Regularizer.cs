namespace Nabla.Regularizers;

/// <summary>A penalty on a weight or an output, added to the loss.</summary>
/// <remarks>Where one is asked for, Keras's name does too: <c>kernelRegularizer: "l2"</c>.</remarks>
public abstract class Regularizer
{
    static readonly NameTable<Regularizer> Table = new NameTable<Regularizer>("regularizer")
        .Add(() => new L1(), "l1", "L1")
        .Add(() => new L2(), "l2", "L2")
        .Add(() => new L1L2(), "l1_l2", "L1L2", "l1l2")
        .Add(() => new OrthogonalRegularizer(), "orthogonal_regularizer", "OrthogonalRegularizer");

    /// <summary>The regularizer with this Keras name and default options.</summary>
    /// <exception cref="ArgumentException">No regularizer has the name.</exception>
    public static implicit operator Regularizer(string name) => Table.Make(name);

    /// <summary>A regularizer of one's own.</summary>
    /// <param name="function">Makes the penalty, a scalar, from the weight.</param>
    public static Regularizer From(Func<Tensor, Tensor> function) => new FromFunction(function);

    /// <summary>The penalty: a scalar.</summary>
    public abstract Tensor Call(Tensor x);

    /// <summary>A factor that is 0 or more.</summary>
    private protected static double Checked(string regularizer, string argument, double factor) =>
        factor >= 0 && double.IsFinite(factor) ? factor
        : throw new ArgumentOutOfRangeException(argument, $"{regularizer}: {argument} = {factor}: it must be a number that is 0 or more.");

    sealed class FromFunction(Func<Tensor, Tensor> function) : Regularizer
    {
        readonly Func<Tensor, Tensor> function = function ?? throw new ArgumentNullException(nameof(function));

        public override Tensor Call(Tensor x) => function(x);
    }
}
