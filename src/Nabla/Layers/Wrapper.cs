namespace Nabla.Layers;

/// <summary>A layer around another.</summary>
public abstract class Wrapper : Layer
{
    /// <summary>A layer around another.</summary>
    /// <param name="layer">The one inside.</param>
    /// <param name="name">Name in summaries and paths.</param>
    protected Wrapper(Layer layer, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Layer = Track(layer);
    }

    /// <summary>The layer inside.</summary>
    public Layer Layer { get; }
}
