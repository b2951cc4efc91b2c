using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>How the objects of an object-based checkpoint (<c>tf.train.Checkpoint</c>, Keras weights) hang together: which object is called what by which, and under which keys their values lie.</summary>
/// <param name="Nodes">All objects; the first is the root.</param>
public sealed record CheckpointObjects(IReadOnlyList<CheckpointObject> Nodes)
{
    /// <summary>The key under which the description lies in a checkpoint.</summary>
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH";

    internal static CheckpointObjects Parse(Tensor stored, string file, LoadLimits limits)
    {
        if (stored.ElementType != ElementType.String || stored.Size != 1) throw new ModelFormatException(file, Key, $"a text was expected, and {stored.ElementType.Name} of shape {stored.Shape} is there");
        var graph = Messages.Parse(TrackableObjectGraph.Parser, ByteText.ToBytes(stored.ToScalar<string>()), file, Key, limits);
        var count = graph.Nodes.Count;
        int Node(int id) => id >= 0 && id < count ? id : throw new ModelFormatException(file, Key, $"it names the object {id}, and there are {count}");
        return new([.. graph.Nodes.Select(node => new CheckpointObject(
            [.. node.Children.Select(child => new CheckpointChild(child.LocalName, Node(child.NodeId)))],
            [.. node.Attributes.Select(value => new CheckpointValue(value.Name, value.FullName, value.CheckpointKey))],
            [.. node.SlotVariables.Select(slot => new CheckpointSlot(Node(slot.OriginalVariableNodeId), slot.SlotName, Node(slot.SlotVariableNodeId)))],
            node.RegisteredSaver is { } saver ? (saver.Name, saver.ObjectName) : null,
            node.HasCheckpointValues))]);
    }
}

/// <summary>An object of a checkpoint.</summary>
/// <param name="Children">The objects that it holds, by name.</param>
/// <param name="Values">The tensors that are saved for it.</param>
/// <param name="Slots">What an optimizer keeps for variables.</param>
/// <param name="RegisteredSaver">Name of a saver of the object's own and of the object; null for most.</param>
/// <param name="HasValues">Whether it or something below it has values; null where older files do not say.</param>
public sealed record CheckpointObject(IReadOnlyList<CheckpointChild> Children, IReadOnlyList<CheckpointValue> Values, IReadOnlyList<CheckpointSlot> Slots, (string Name, string ObjectName)? RegisteredSaver, bool? HasValues);

/// <summary>An object that another one holds.</summary>
/// <param name="Name">What the holder calls it.</param>
/// <param name="Node">Its index in <see cref="CheckpointObjects.Nodes"/>.</param>
public sealed record CheckpointChild(string Name, int Node);

/// <summary>A tensor that is saved for an object.</summary>
/// <param name="Name">What the object calls it, mostly <c>VARIABLE_VALUE</c>.</param>
/// <param name="FullName">The variable's name in its graph; may be empty.</param>
/// <param name="Key">The name under which the checkpoint holds it.</param>
public sealed record CheckpointValue(string Name, string FullName, string Key);

/// <summary>What an optimizer keeps for a variable.</summary>
/// <param name="Variable">Index of the variable in <see cref="CheckpointObjects.Nodes"/>.</param>
/// <param name="Name">What it is, as in <c>m</c>.</param>
/// <param name="Slot">Index of the slot's own variable.</param>
public sealed record CheckpointSlot(int Variable, string Name, int Slot);
