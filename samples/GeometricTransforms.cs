using Nabla.Formats;

namespace Nabla.Samples;

/// <summary>Tensor operations as movements of points: shift, turn, scale, shear, affine maps, and what relu adds to them.</summary>
public static class GeometricTransforms
{
    const double Turn = Math.PI / 6;

    /// <returns>The moved points of each transform; "two affine maps" and "one affine map" are equal.</returns>
    public static IReadOnlyDictionary<string, Tensor> Run(SampleOptions options)
    {
        var points = Sheet();

        // <transforms>
        // Points are rows, so a map with matrix m is p · mᵀ; m[i, j] says how coordinate j adds to new coordinate i.
        Tensor Linear(Tensor p, double[,] m) => p.MatMul(Tensor.Constant(m), transposeY: true);
        Tensor Affine(Tensor p, double[,] m, double[] shift) => Linear(p, m) + Tensor.Constant(shift);

        double[,] turn = { { Math.Cos(Turn), -Math.Sin(Turn) }, { Math.Sin(Turn), Math.Cos(Turn) } };
        double[,] scale = { { 1.4, 0 }, { 0, 0.6 } };
        double[,] shear = { { 1, 0.7 }, { 0, 1 } };
        double[,] skew = { { 0.9, 0.5 }, { -0.3, 0.8 } };

        var translated = points + Tensor.Constant(new[] { 1.0, 0.5 });
        var rotated = Linear(points, turn);
        var scaled = Linear(points, scale);
        var sheared = Linear(points, shear);
        var affine = Affine(points, skew, [0.4, -0.3]);
        var bent = affine.Relu();
        // </transforms>

        // Two affine maps one after the other are one: m₂(m₁p + t₁) + t₂ = (m₂m₁)p + (m₂t₁ + t₂). So layers without an activation are worth one layer.
        double[] first = [0.4, -0.3], second = [-0.5, 0.6];
        var two = Affine(Affine(points, skew, first), turn, second);
        var m1 = Tensor.Constant(skew);
        var m2 = Tensor.Constant(turn);
        var product = m2.MatMul(m1);
        var shift = Linear(Tensor.Constant(first).ExpandDims(0), turn) + Tensor.Constant(second);
        var one = points.MatMul(product, transposeY: true) + shift;
        var folded = Affine(Affine(points, skew, first).Relu(), turn, second).Relu();

        var moved = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["points"] = points,
            ["translation"] = translated,
            ["rotation"] = rotated,
            ["scaling"] = scaled,
            ["shear"] = sheared,
            ["affine"] = affine,
            ["affine and relu"] = bent,
            ["two affine maps"] = two,
            ["one affine map"] = one,
            ["two with relu after each"] = folded,
        };
        Console.WriteLine($"two affine maps and the one that equals them: largest difference {(double)(two - one).Abs().Max():G2}");
        Draw(moved, options.Picture("transforms.png"));
        return moved;
    }

    /// <summary>The corners of a sheet of squares, 9 × 9 points around the origin, float64 [81, 2].</summary>
    static Tensor Sheet()
    {
        var grid = Tensor.Meshgrid([Tensor.Linspace(-1.0, 1.0, 9, elementType: ElementType.Float64), Tensor.Linspace(-1.0, 1.0, 9, elementType: ElementType.Float64)]);
        return Tensor.Stack([grid[0].Ravel(), grid[1].Ravel()], axis: 1);
    }

    static void Draw(Dictionary<string, Tensor> moved, string path)
    {
        string[] shown = ["translation", "rotation", "scaling", "shear", "affine", "affine and relu", "one affine map", "two with relu after each"];
        var pictures = new ImageGrid("The same sheet, moved by tensor operations", columns: 4, cell: 250);
        foreach (string name in shown)
        {
            var plot = new Plot(name == "one affine map" ? "two affine maps = one" : name).Size(400, 400).XRange(-2.2, 2.2).YRange(-2.2, 2.2);
            Lines(plot, moved["points"], "#c3c9d1");
            Lines(plot, moved[name], "#0072b2");
            pictures.Add(Png.Decode(plot.ToPng()));
        }

        pictures.Save(path);
    }

    /// <summary>The lines of the sheet, and a dot on its upper right corner, so that turns and mirrors can be told apart.</summary>
    static void Lines(Plot plot, Tensor points, string color)
    {
        var sheet = points.Reshape([9, 9, 2]);
        for (int i = 0; i < 9; i++)
        {
            plot.Line(sheet[i, .., 0], sheet[i, .., 1], color: color);
            plot.Line(sheet[.., i, 0], sheet[.., i, 1], color: color);
        }

        plot.Scatter(sheet[8, 8..9, 0], sheet[8, 8..9, 1], color: color == "#0072b2" ? "#d55e00" : color);
    }
}
