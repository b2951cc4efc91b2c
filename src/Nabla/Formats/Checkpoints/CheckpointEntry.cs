namespace Nabla.Formats;

/// <summary>A variable of a checkpoint, without its value.</summary>
/// <param name="Name">The name under which it was saved.</param>
/// <param name="TypeName">TensorFlow's word for the type of its elements.</param>
/// <param name="ElementType">The type in which it is read; null for types without a value that could be read, such as <c>variant</c>.</param>
/// <param name="Shape">The shape of the whole variable.</param>
/// <param name="Slices">The parts in which it is stored; empty where it is stored whole.</param>
/// <param name="Bytes">The bytes that its value takes in the file; of old checkpoints (V1) in memory, 0 for text.</param>
public sealed record CheckpointEntry(string Name, string TypeName, ElementType? ElementType, Shape Shape, IReadOnlyList<CheckpointSlice> Slices, long Bytes);
