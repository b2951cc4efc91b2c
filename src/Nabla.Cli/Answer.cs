namespace Nabla.Cli;

/// <summary>What a model answered.</summary>
/// <param name="Samples">The name of each sample, and what was changed about it.</param>
/// <param name="Values">The outputs by name.</param>
/// <param name="Failures">Samples that could not be read, a sentence each.</param>
internal sealed record Answer(IReadOnlyList<(string Name, string Note)> Samples, IReadOnlyDictionary<string, Tensor> Values, IReadOnlyList<string> Failures);
