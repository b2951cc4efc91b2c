namespace Nabla.Formats.GraphDefs;

/// <summary>How Nabla computes nodes of one type of a file.</summary>
/// <param name="Type">The op type, as the file names it.</param>
/// <param name="Signature">What it takes and gives.</param>
/// <param name="Effect">What it does besides.</param>
/// <param name="Compute">From the inputs of a node, whose values are there, to its outputs.</param>
sealed record OpRow(string Type, OpSignature Signature, Effect Effect, Func<ImportedCall, Tensor[]> Compute);
