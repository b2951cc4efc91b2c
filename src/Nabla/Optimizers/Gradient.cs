namespace Nabla.Optimizers;

/// <summary>The gradient of one variable, as the formula of an optimizer uses it; all of the variable's shape.</summary>
/// <remarks>Of sparse gradients whose index comes more than once, squares and absolute values are those of the single rows, added: as in Keras, not those of the sum.</remarks>
/// <param name="tensor">The gradient; dense, or rows by index.</param>
public readonly struct Gradient(Tensor tensor)
{
    /// <summary>Whether it is rows by index.</summary>
    internal bool IsSparse => tensor is IndexedSlices;

    /// <summary>The gradient itself.</summary>
    public Tensor Value => tensor;

    /// <summary>Its squares.</summary>
    public Tensor Square => Each(tensor, g => g.Square());

    /// <summary>Its absolute values.</summary>
    public Tensor Magnitude => Each(tensor, g => g.Abs());

    /// <summary>A function of each element: of sparse gradients, of each row's.</summary>
    internal static Tensor Each(Tensor gradient, Func<Tensor, Tensor> function) =>
        gradient is IndexedSlices rows ? rows.With(function(rows.Values)) : function(gradient);
}
