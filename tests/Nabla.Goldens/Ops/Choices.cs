using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Ops;

/// <summary>Python's words and structures as the types that Nabla takes in their place.</summary>
static class Choices
{
    /// <summary>An index as C# writes it between brackets.</summary>
    public static Tensor Item(Tensor x, GoldenIndex index) => x[[.. index.Parts.Select(Part)]];

    public static PadMode PadMode(string mode) => mode switch
    {
        "constant" => Nabla.PadMode.Constant,
        "edge" => Nabla.PadMode.Edge,
        "reflect" => Nabla.PadMode.Reflect,
        "symmetric" => Nabla.PadMode.Symmetric,
        "wrap" => Nabla.PadMode.Wrap,
        _ => throw new ArgumentException($"Pad: mode '{mode}': it is no mode of padding."),
    };

    /// <summary>Widths before and after each axis: a number or a pair for all axes, or a pair an axis.</summary>
    public static (int Before, int After)[] PadWidth(object? value, int rank)
    {
        if (value is long all) return [.. Enumerable.Repeat(((int)all, (int)all), rank)];
        var items = (List<object?>)value!;
        if (items is [long before, long after]) return [.. Enumerable.Repeat(((int)before, (int)after), rank)];
        var pairs = items.Select(item => ((int)(long)((List<object?>)item!)[0]!, (int)(long)((List<object?>)item)[^1]!)).ToArray();
        return pairs.Length == 1 ? [.. Enumerable.Repeat(pairs[0], rank)] : pairs;
    }

    public static ScatterMode ScatterMode(string? reduction) => reduction switch
    {
        null => Nabla.ScatterMode.Update,
        "add" => Nabla.ScatterMode.Add,
        "sub" => Nabla.ScatterMode.Subtract,
        "mul" => Nabla.ScatterMode.Multiply,
        "max" => Nabla.ScatterMode.Max,
        "min" => Nabla.ScatterMode.Min,
        _ => throw new ArgumentException($"ScatterUpdate: reduction '{reduction}': it is no way to combine values."),
    };

    /// <summary>All axes, where Python says None and Nabla means the last one when nothing is said.</summary>
    public static Axes AllAxes(Tensor x) => Axes.Create([.. Enumerable.Range(0, x.Rank)]);

    /// <summary>A norm of matrices that has a name; null where the order is a number or none.</summary>
    public static MatrixNorm? MatrixNorm(object? order) => order switch
    {
        "fro" => Nabla.MatrixNorm.Frobenius,
        "nuc" => Nabla.MatrixNorm.Nuclear,
        string name => throw new ArgumentException($"Norm: order '{name}': it is no norm of matrices."),
        _ => null,
    };

    /// <summary>Axes of the left side and of the right one; null where only their number is given.</summary>
    public static (Axes Left, Axes Right)? AxisPairs(object? axes) => axes is List<object?> { Count: 2 } sides ? (Named(sides[0]), Named(sides[1])) : null;

    /// <summary>The member of an enumeration with this name in Python.</summary>
    public static T Named<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var member) ? member : throw new ArgumentException($"{typeof(T).Name}: '{name}': one of {string.Join(", ", Enum.GetNames<T>())} is expected.");

    static Axes Named(object? axes) => axes is List<object?> list ? Axes.Create([.. list.Select(axis => (int)(long)axis!)]) : (int)(long)axes!;

    static Slice Part(object? part) => part switch
    {
        null => Slice.NewAxis,
        "..." => Slice.Ellipsis,
        long index => index,
        Tensor indices => indices,
        List<object?> list => Arguments.ToTensor(list)!,
        Dictionary<string, object?> map when map.TryGetValue("slice", out var value) && value is List<object?> ends => Range(ends),
        _ => throw new BindingException($"an index of {part.GetType().Name}"),
    };

    static Slice Range(List<object?> ends) => Slice.Step((long?)ends[0], (long?)ends[1], ends.Count > 2 && ends[2] is long step ? step : 1);
}
