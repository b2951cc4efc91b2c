namespace Nabla;

/// <content>The picture of the model.</content>
public abstract partial class Model
{
    /// <summary>A picture of the model: a box for each layer, an arrow for each tensor between two.</summary>
    /// <remarks>Layers that are used several times have one box, and several arrows lead to it. A model of one's own, whose layers are called in code, is one box.</remarks>
    /// <param name="path">Where to write it: a file whose name ends in .svg or .png; nowhere by default.</param>
    /// <param name="showShapes">Whether boxes show the shapes of inputs and outputs.</param>
    /// <param name="showDtype">Whether boxes show the element types of outputs.</param>
    /// <param name="showLayerNames">Whether boxes show the names of layers beside their classes.</param>
    /// <param name="rankDir">Where the arrows lead.</param>
    /// <param name="expandNested">Whether models inside this one are drawn as frames around their layers.</param>
    /// <param name="dpi">Dots an inch of a PNG file, 48 … 384.</param>
    /// <param name="showLayerActivations">Whether boxes show activations.</param>
    /// <param name="showTrainable">Whether boxes show which layers are trained.</param>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public ModelPlot PlotModel(
        string? path = null,
        bool showShapes = false,
        bool showDtype = false,
        bool showLayerNames = false,
        RankDir rankDir = RankDir.TopToBottom,
        bool expandNested = false,
        int dpi = 200,
        bool showLayerActivations = false,
        bool showTrainable = false)
    {
        if (!Built)
        {
            throw new InvalidOperationException($"{Name}: PlotModel: the model is not built yet, so that its shapes are not known. Call it once, or BuildFor([null, …]).");
        }

        if (dpi is < 48 or > 384)
        {
            throw new ArgumentOutOfRangeException(nameof(dpi), $"PlotModel: {dpi} dots an inch: 48 to 384 is possible.");
        }

        var plot = new ModelPlot(new ModelDiagram(new(showShapes, showDtype, showLayerNames, showLayerActivations, showTrainable), rankDir, expandNested).Of(this), dpi);
        if (path is not null)
        {
            plot.Save(path);
        }

        return plot;
    }
}
