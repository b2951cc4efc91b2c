using System.Text.Json;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>What an operation of Keras's is given: arguments of the call, and its configuration.</summary>
sealed class KerasOperationArguments(KerasConfig config, IReadOnlyList<object?> values)
{
    /// <summary>The configuration.</summary>
    internal KerasConfig Config => config;

    /// <summary>A tensor.</summary>
    internal Tensor Tensor(int index) => index < values.Count && values[index] is Tensor x ? x : throw config.Refused($"argument {index} is no tensor");

    /// <summary>A list of tensors.</summary>
    internal IReadOnlyList<Tensor> Tensors(int index) => index < values.Count && values[index] is List<object?> list && list.TrueForAll(item => item is Tensor) ? [.. list.Cast<Tensor>()] : throw config.Refused($"argument {index} is no list of tensors");

    /// <summary>A tensor or a number.</summary>
    internal Operand Operand(int index) => (index < values.Count ? values[index] : null) switch
    {
        Tensor x => x,
        long number => number,
        double number => number,
        bool truth => truth,
        _ => throw config.Refused($"argument {index} is neither a tensor nor a number"),
    };

    /// <summary>A tensor, or a number as a tensor of the type of another argument.</summary>
    internal Tensor Beside(int index, int other) => Operand(index) is { IsNumber: true } number ? number.ToTensor(config.File, Tensor(other).ElementType) : Tensor(index);

    /// <summary>What stands between the brackets of an index.</summary>
    internal Slice[] Slices(int index) => (index < values.Count ? values[index] : null) switch
    {
        List<object?> list => [.. list.Select(Slice)],
        var one => [Slice(one)],
    };

    /// <summary>Axes of the configuration: a number, a list, or nothing.</summary>
    internal Axes? Axes(string name) => !config.Has(name) ? null : config.Json.GetProperty(name).ValueKind == JsonValueKind.Array ? Nabla.Axes.Create(config.Ints(name)!) : Nabla.Axes.Create([config.Int(name)]);

    /// <summary>A constant of a file: nested lists of numbers and a type.</summary>
    internal static Tensor Constant(KerasConfig config)
    {
        config.Skip("value");
        if (!config.Json.TryGetProperty("value", out var value))
        {
            throw config.Refused("a constant without 'value'");
        }

        var shape = new List<long?>();
        for (var level = value; level.ValueKind == JsonValueKind.Array; level = level[0])
        {
            shape.Add(level.GetArrayLength());
            if (level.GetArrayLength() == 0)
            {
                break;
            }
        }

        var numbers = new List<double>();
        Collect(config, value, shape, 0, numbers);
        return Nabla.Tensor.Constant<double>(numbers.ToArray()).Reshape(Shape.Create([.. shape])).Cast(ElementType.FromName(config.Text("dtype", "float32")));
    }

    Slice Slice(object? value) => value switch
    {
        null => Nabla.Slice.NewAxis,
        Slice slice => slice,
        long index => index,
        Tensor indices => indices,
        _ => throw config.Refused("an index that is no number, slice or tensor"),
    };

    static void Collect(KerasConfig config, JsonElement value, List<long?> shape, int level, List<double> numbers)
    {
        if (level < shape.Count && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == shape[level])
        {
            foreach (var item in value.EnumerateArray())
            {
                Collect(config, item, shape, level + 1, numbers);
            }
        }
        else if (level == shape.Count && value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        {
            numbers.Add(value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.ValueKind == JsonValueKind.True ? 1 : 0);
        }
        else
        {
            throw config.Refused("a constant whose lists are not of one length, or hold what is no number");
        }
    }
}
