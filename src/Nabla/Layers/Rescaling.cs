namespace Nabla.Layers;

/// <summary>y = x · scale + offset; whole numbers become floating ones.</summary>
/// <remarks>Shape: any → same. One number serves all elements; several, one for each place of the last axis, serve channels.</remarks>
public sealed class Rescaling : Layer
{
    readonly double[] scale;
    readonly double[] offset;

    /// <summary>One factor for all elements.</summary>
    /// <param name="scale">Factor: <c>1.0 / 255</c> brings bytes to 0 … 1.</param>
    /// <param name="offset">What is added.</param>
    /// <param name="name">Name in summaries.</param>
    public Rescaling(double scale, double offset = 0, string? name = null)
        : this([scale], [offset], name)
    {
    }

    /// <summary>A factor for each place of the last axis.</summary>
    /// <param name="scale">The factors: as many as the last axis is long, or one.</param>
    /// <param name="offset">What is added: likewise; 0 by default.</param>
    /// <param name="name">Name in summaries.</param>
    /// <exception cref="ArgumentException">There are no factors.</exception>
    public Rescaling(IReadOnlyList<double> scale, IReadOnlyList<double>? offset = null, string? name = null)
        : base(name)
    {
        (this.scale, this.offset) = ([.. scale], [.. offset ?? [0]]);
        if (this.scale.Length == 0 || this.offset.Length == 0)
        {
            throw new ArgumentException($"Rescaling: {this.scale.Length} factors and {this.offset.Length} offsets: give one, or one for each place of the last axis.", nameof(scale));
        }
    }

    /// <summary>The factors.</summary>
    public IReadOnlyList<double> Scale => scale;

    /// <summary>What is added.</summary>
    public IReadOnlyList<double> Offset => offset;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        var real = x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType);
        return Plus(Times(real, scale), offset);
    }

    static Tensor Times(Tensor x, double[] values) => values.Length == 1 ? x * values[0] : x * Row(x, values);

    static Tensor Plus(Tensor x, double[] values) => values.Length == 1 ? x + values[0] : x + Row(x, values);

    static Tensor Row(Tensor x, double[] values) => Tensor.Constant<double>(values).Cast(x.ElementType);
}
