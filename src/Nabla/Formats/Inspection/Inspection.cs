namespace Nabla.Formats;

/// <summary>What a file holds, in words: for <c>nabla inspect</c>, and for looking at a file before it is loaded.</summary>
/// <param name="Kind">What kind of file it is, as in "TensorFlow checkpoint (V2)".</param>
/// <param name="Facts">Names and values that describe the whole file, in the order in which to show them.</param>
/// <param name="Tables">What is in it: variables, nodes, tags.</param>
/// <param name="Problems">What is wrong with the file; empty for a good one.</param>
public sealed record Inspection(string Kind, IReadOnlyList<(string Key, string Value)> Facts, IReadOnlyList<InspectionTable> Tables, IReadOnlyList<string> Problems);
