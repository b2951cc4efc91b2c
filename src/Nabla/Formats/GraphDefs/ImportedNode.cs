using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>A node as a file describes it: its name, type and attributes, and the types of its outputs.</summary>
sealed class ImportedNode
{
    // The op types whose T has a default.
    static readonly HashSet<string> WithDefaults = new(StringComparer.Ordinal)
    {
        "MaxPool", "MaxPoolV2", "MaxPoolGrad", "MaxPoolGradV2", "MaxPoolGradGrad", "MaxPoolGradGradV2", "LRN", "LRNGrad", "DrawBoundingBoxes", "DrawBoundingBoxesV2",
        "RGBToHSV", "HSVToRGB", "AdjustContrastv2", "AdjustHue", "AdjustSaturation", "EncodePng", "Where", "NonMaxSuppressionV2", "NonMaxSuppressionV3", "NonMaxSuppressionV4", "NonMaxSuppressionV5",
    };

    public ImportedNode(NodeDef node, ImportedFile file)
    {
        (Definition, File) = (node, file);
        Attributes = new NodeAttributes(node, file.Name);
    }

    public NodeDef Definition { get; }

    public string Name => Definition.Name;

    public string Type => Definition.Op;

    public NodeAttributes Attributes { get; }

    /// <summary>The file that it comes from, with its functions and variables.</summary>
    public ImportedFile File { get; }

    /// <summary>The types of the outputs.</summary>
    public IReadOnlyList<DataType> Outputs { get; private set; } = [];

    /// <summary>Checks the inputs' types, and finds those of the outputs.</summary>
    /// <exception cref="ModelFormatException">There are more or fewer inputs than the type takes, or of other types.</exception>
    public void Check(OpSignature signature, IReadOnlyList<DataType> inputs)
    {
        var next = 0;
        foreach (var argument in signature.Inputs)
        {
            foreach (var type in argument.Types(Attributes))
            {
                if (next >= inputs.Count) throw Count(signature, inputs);
                var given = DataTypes.WithoutReference(inputs[next]);
                if (type != DataType.DtInvalid && given != type) throw Attributes.Bad($"input {next} is {DataTypes.NameOf(given)}, and {DataTypes.NameOf(type)} is expected");
                if (argument.IsReference && !DataTypes.IsReference(inputs[next])) throw Attributes.Bad($"input {next} is a value, and a variable is expected");
                next++;
            }
        }
        if (next != inputs.Count) throw Count(signature, inputs);
        Outputs = [.. signature.Outputs.SelectMany(argument => OutputTypes(argument, signature, inputs))];
    }

    /// <summary>Gives the types of the outputs where no signature does.</summary>
    public void Give(IEnumerable<DataType> outputs) => Outputs = [.. outputs];

    /// <summary>What is known of an output before the graph runs.</summary>
    public TensorSpec Spec(int output)
    {
        var type = Outputs[output];
        var element = DataTypes.ToElementType(type) ?? throw Attributes.Bad($"output {output} is {DataTypes.NameOf(type)}, and tensors have no elements of this type here");
        var shapes = Attributes.Has("_output_shapes") ? Attributes.Shapes("_output_shapes", []) : [];
        return new(element, element is ElementType.Resource or ElementType.Variant ? Shape.Scalar : output < shapes.Length ? shapes[output] : Shape.AnyRank);
    }

    IReadOnlyList<DataType> OutputTypes(OpArgument argument, OpSignature signature, IReadOnlyList<DataType> inputs)
    {
        var types = argument.Types(Attributes);
        if (types.Count > 0 && types[0] == DataType.DtInvalid)
        {
            // An attribute with a default, which some programs leave out: an input of the same type tells it.
            if (argument.Type == "T" && !WithDefaults.Contains(Type)) throw Attributes.Bad("it lacks the attribute 'T', the type of its elements");
            var at = Array.FindIndex(signature.Inputs, input => string.Equals(input.Type, argument.Type, StringComparison.Ordinal));
            var type = at >= 0 && at < inputs.Count ? DataTypes.WithoutReference(inputs[at]) : Attributes.DataType(argument.Type);
            types = [.. types.Select(_ => type)];
        }
        return argument.IsReference ? [.. types.Select(type => type + 100)] : types;
    }

    ModelFormatException Count(OpSignature signature, IReadOnlyList<DataType> inputs) =>
        Attributes.Bad($"it has {inputs.Count} inputs, and {string.Join(", ", signature.Inputs.Select(input => input.ToString()))} are expected");
}
