namespace Nabla.Formats;

/// <summary>A table of an <see cref="Inspection"/>.</summary>
/// <param name="Title">What the rows are.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns.</param>
public sealed record InspectionTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
