using Nabla.Formats;

namespace Nabla;

/// <summary>A variable of a graph and the name under which a <see cref="Saver"/> saves it; perhaps a part of a larger one.</summary>
/// <param name="Name">The name in the checkpoint.</param>
/// <param name="Variable">The variable of the graph.</param>
/// <param name="Slice">Which part of the saved variable this one holds, where a variable is spread over several; null for the whole.</param>
/// <param name="FullShape">The shape of the saved variable, where this one is a part.</param>
public sealed record SavedVariable(string Name, Variable Variable, CheckpointSlice? Slice = null, Shape? FullShape = null)
{
    /// <summary>The value as it is in a checkpoint.</summary>
    internal Tensor ReadFrom(CheckpointReader reader) => Slice is null ? reader.Read(Name) : reader.Read(Name, Slice);

    /// <summary>Why a checkpoint has no value for the variable; null where it has.</summary>
    internal string? Misfit(CheckpointReader reader)
    {
        if (reader.Find(Name) is not { } entry) return $"'{Name}' is not in it; the nearest there: {Formats.TensorFlow.NearVariables.List(Name, [.. reader.Entries.Select(other => other.Name)])}";
        var shape = FullShape ?? Variable.Shape;
        if (!shape.IsCompatibleWith(entry.Shape)) return $"'{Name}' has the shape {entry.Shape} there, and {shape} here";
        return entry.ElementType != Variable.ElementType ? $"'{Name}' has elements of {entry.TypeName} there, and of {Variable.ElementType.Name} here" : null;
    }
}
