namespace Nabla.Initializers;

/// <summary>Makes the first value of a weight from its shape and element type.</summary>
/// <remarks>Where one is asked for, Keras's name does too: <c>kernelInitializer: "he_normal"</c>.</remarks>
public abstract class Initializer
{
    static readonly NameTable<Initializer> Table = new NameTable<Initializer>("initializer")
        .Add(() => new Zeros(), "zeros", "Zeros", "zero")
        .Add(() => new Ones(), "ones", "Ones", "one")
        .Add(() => new Constant(), "constant", "Constant")
        .Add(() => new Identity(), "identity", "Identity", "IdentityInitializer")
        .Add(() => new RandomNormal(), "random_normal", "RandomNormal", "normal")
        .Add(() => new RandomUniform(), "random_uniform", "RandomUniform", "uniform")
        .Add(() => new TruncatedNormal(), "truncated_normal", "TruncatedNormal")
        .Add(() => new VarianceScaling(), "variance_scaling", "VarianceScaling")
        .Add(() => new GlorotUniform(), "glorot_uniform", "GlorotUniform")
        .Add(() => new GlorotNormal(), "glorot_normal", "GlorotNormal")
        .Add(() => new HeUniform(), "he_uniform", "HeUniform")
        .Add(() => new HeNormal(), "he_normal", "HeNormal")
        .Add(() => new LecunUniform(), "lecun_uniform", "LecunUniform")
        .Add(() => new LecunNormal(), "lecun_normal", "LecunNormal")
        .Add(() => new Orthogonal(), "orthogonal", "Orthogonal", "OrthogonalInitializer")
        .Add(() => new STFT(), "stft", "STFT", "STFTInitializer");

    /// <summary>The initializer with this Keras name and default options.</summary>
    /// <exception cref="ArgumentException">No initializer has the name.</exception>
    public static implicit operator Initializer(string name) => Table.Make(name);

    /// <summary>An initializer of one's own.</summary>
    /// <param name="function">Makes a tensor of the given shape and element type.</param>
    public static Initializer From(Func<Shape, ElementType, Tensor> function) => new FromFunction(function);

    /// <summary>The first value of a weight.</summary>
    /// <param name="shape">Its shape; all lengths known.</param>
    /// <param name="elementType">Its element type.</param>
    /// <exception cref="ShapeException">The initializer does not fit the shape.</exception>
    public abstract Tensor Call(Shape shape, ElementType elementType = ElementType.Float32);

    /// <summary>An initializer alike, which draws other numbers where no seed was given: one for each weight that shares this one.</summary>
    public virtual Initializer Clone() => this;

    sealed class FromFunction(Func<Shape, ElementType, Tensor> function) : Initializer
    {
        readonly Func<Shape, ElementType, Tensor> function = function ?? throw new ArgumentNullException(nameof(function));

        public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32)
        {
            var value = function(shape, elementType);
            return value.Shape == shape && value.ElementType == elementType ? value
                : throw new ShapeException($"Initializer.From: the function gave {value.ElementType.Name} {value.Shape}: {elementType.Name} {shape} was asked for. Use both arguments of the function.");
        }
    }
}
