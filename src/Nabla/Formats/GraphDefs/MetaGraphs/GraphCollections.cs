using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>An entry of a collection that is kept as it stands in the file: the context of a loop or of a condition.</summary>
/// <param name="Name">The name of the context; empty for other messages.</param>
/// <param name="Message">The message.</param>
sealed record ForeignItem(string Name, ByteString Message)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>Collections of graphs from TensorFlow's messages.</summary>
static class GraphCollections
{
    static readonly string[] ofVariables = ["variables", "trainable_variables", "local_variables", "model_variables", "moving_average_variables", "global_step", "concatenated_variables", "metric_variables"];

    /// <summary>Whether a collection holds variables.</summary>
    public static bool IsOfVariables(string name) => ofVariables.Contains(name);

    /// <summary>Puts the entries of all collections of a file into the graph.</summary>
    /// <exception cref="ModelFormatException">An entry names what is not in the graph.</exception>
    public static void Read(MetaGraphDef meta, ImportedFile file)
    {
        foreach (var (name, collection) in meta.CollectionDef.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var item in Items(name, collection, file))
            {
                file.Graph.AddToCollection(name, item);
                if (item is Variable variable && name == CollectionKeys.TrainableVariables) variable.Trainable = true;
            }
        }
    }

    static IEnumerable<object> Items(string name, CollectionDef collection, ImportedFile file) => collection.KindCase switch
    {
        CollectionDef.KindOneofCase.NodeList => collection.NodeList.Value.Select(value => Named(value, name, file)),
        CollectionDef.KindOneofCase.BytesList when IsOfVariables(name) => collection.BytesList.Value.Select(value => ImportedVariables.Read(value, name, file)),
        CollectionDef.KindOneofCase.BytesList when name is "while_context" => collection.BytesList.Value.Select(value => new ForeignItem(Messages.Parse(WhileContextDef.Parser, value.Span, file.Name, name, file.Limits).ContextName, value)),
        CollectionDef.KindOneofCase.BytesList when name is "cond_context" => collection.BytesList.Value.Select(value => new ForeignItem(Messages.Parse(CondContextDef.Parser, value.Span, file.Name, name, file.Limits).ContextName, value)),
        CollectionDef.KindOneofCase.BytesList when name is "queue_runners" or "savers" => collection.BytesList.Value.Select(value => new ForeignItem("", value)),
        CollectionDef.KindOneofCase.BytesList => collection.BytesList.Value.Select(object (value) => ByteText.FromBytes(value.Span)),
        CollectionDef.KindOneofCase.Int64List => collection.Int64List.Value.Select(value => (object)value),
        CollectionDef.KindOneofCase.FloatList => collection.FloatList.Value.Select(value => (object)value),
        CollectionDef.KindOneofCase.AnyList => collection.AnyList.Value.Select(value => new ForeignItem(value.TypeUrl, value.ToByteString())),
        _ => [],
    };

    static object Named(string name, string collection, ImportedFile file)
    {
        try
        {
            return name.Contains(':') ? file.Graph.GetTensorByName(file.Prefix + name) : file.Graph.GetOperationByName(file.Prefix + name);
        }
        catch (Exception error) when (error is KeyNotFoundException or ArgumentException)
        {
            throw new ModelFormatException(file.Name, $"collection {ContainedFile.Shown(collection)}", $"it names {ContainedFile.Shown(name)}, which is not in the graph", error);
        }
    }
}
