using Nabla.Initializers;

namespace Nabla.Layers;

/// <summary>Keeps the largest singular value of a layer's kernel at 1: each call in training divides the kernel by it (Miyato et al., 2018).</summary>
/// <remarks>
/// <para>Shapes: those of the layer inside. The kernel counts as a matrix [others, last axis]; its largest singular value is found by powers, from VectorU [1, last axis] of the call before.</para>
/// <para>A kernel of zeros stays as it is.</para>
/// </remarks>
/// <param name="layer">A layer with a weight named <c>kernel</c> or <c>embeddings</c>.</param>
/// <param name="powerIterations">How many powers each call in training takes.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <exception cref="ArgumentOutOfRangeException">There is less than one power.</exception>
public sealed class SpectralNormalization(Layer layer, int powerIterations = 1, string? name = null) : Wrapper(layer, name)
{
    Variable? kernel;
    Variable? vectorU;

    /// <summary>How many powers each call in training takes.</summary>
    public int PowerIterations { get; } = powerIterations > 0 ? powerIterations
        : throw new ArgumentOutOfRangeException(nameof(powerIterations), $"SpectralNormalization: {powerIterations} power iterations: it takes one at least.");

    /// <summary>The direction that the kernel stretches most, as found so far.</summary>
    public Variable VectorU => Made(vectorU);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => Layer.ComputeOutputShape(inputShape);

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        Layer.BuildFor(inputShape);
        kernel = Layer.OwnWeights.FirstOrDefault(weight => weight.Name.EndsWith("/kernel", StringComparison.Ordinal) || weight.Name.EndsWith("/embeddings", StringComparison.Ordinal))
            ?? throw new ArgumentException($"{Name}: {Layer.Name} is a {Layer.GetType().Name}, which has no kernel and no embeddings: there is nothing to normalise. Wrap a layer that has, such as Dense or Conv2D.");
        Adopt(Layer, kernel);
        vectorU = AddWeight("vector_u", [1, kernel.Shape[^1]], new TruncatedNormal(stddev: 0.02), trainable: false, elementType: kernel.ElementType);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (Training)
        {
            Normalise(Made(kernel), VectorU);
        }

        var y = Layer.Call(x);
        return x.ElementType.IsFloating ? y.Cast(x.ElementType) : y;
    }

    void Normalise(Variable kernel, Variable vectorU)
    {
        Tensor value = kernel, u = vectorU, v = u;
        var matrix = value.Reshape([null, kernel.Shape[^1]]);
        for (int i = 0; i < PowerIterations; i++)
        {
            v = u.MatMul(matrix.Transpose()).Normalize(null);
            u = v.MatMul(matrix).Normalize(null);
        }

        var largest = v.MatMul(matrix).MatMul(u.Transpose()).Reshape([]);
        var isZero = value.Equal(value.ZerosLike()).All();
        vectorU.Assign(Tensor.Where(isZero, vectorU, u).StopGradient());
        kernel.Assign(Tensor.Where(isZero, value, value / largest).StopGradient());
    }
}
