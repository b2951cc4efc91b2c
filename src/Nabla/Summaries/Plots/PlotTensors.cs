using Nabla.Images;
using Nabla.Summaries;

namespace Nabla;

/// <summary>Plots of tensors.</summary>
public static class PlotTensors
{
    extension(Plot plot)
    {
        /// <summary>Adds a line through the elements of two vectors.</summary>
        /// <exception cref="ShapeException">A tensor is no vector.</exception>
        /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
        public Plot Line(Tensor x, Tensor y, string? label = null, string? color = null, bool dashed = false, bool markers = false) =>
            plot.Line(Vector("Line", x), Vector("Line", y), label, color, dashed, markers);

        /// <summary>Adds a line through (0, y₀), (1, y₁), ….</summary>
        /// <exception cref="ShapeException">The tensor is no vector.</exception>
        public Plot Line(Tensor y, string? label = null, string? color = null, bool dashed = false, bool markers = false) =>
            plot.Line(Vector("Line", y), label, color, dashed, markers);

        /// <summary>Adds a dot for each pair of elements of two vectors.</summary>
        /// <exception cref="ShapeException">A tensor is no vector.</exception>
        /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
        public Plot Scatter(Tensor x, Tensor y, string? label = null, string? color = null) => plot.Scatter(Vector("Scatter", x), Vector("Scatter", y), label, color);

        /// <summary>Shows a matrix as coloured tiles, row 0 at the top.</summary>
        /// <exception cref="ShapeException">The tensor is no matrix.</exception>
        public Plot Heatmap(Tensor values)
        {
            if (values.Rank != 2)
            {
                throw new ShapeException($"Plot.Heatmap: a tensor of shape {values.Shape}: a matrix [rows, columns] was expected.");
            }

            return plot.Heatmap((double[,])values.Cast(ElementType.Float64).ToArray());
        }
    }

    extension(ImageGrid grid)
    {
        /// <summary>Adds a picture; see <see cref="TensorImage"/> for what a tensor must be.</summary>
        /// <param name="picture">uint8 0–255 or floats 0–1, [height, width] or [height, width, channels].</param>
        /// <param name="caption">Stands under it.</param>
        /// <param name="color">Of the caption, like "#d55e00".</param>
        public ImageGrid Add(Tensor picture, string caption = "", string? color = null) => grid.Add(picture.ToImage(), caption, color);
    }

    static double[] Vector(string name, Tensor x) => x.Rank == 1
        ? x.Cast(ElementType.Float64).ToArray<double>()
        : throw new ShapeException($"Plot.{name}: a tensor of shape {x.Shape}: a vector was expected. Flatten it first.");
}
