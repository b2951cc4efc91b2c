namespace Nabla;

/// <summary>What <see cref="FileConversion"/> needs beside the two files.</summary>
public sealed record ConversionOptions
{
    /// <summary>A file with the model whose weights the source holds: needed to make a whole model of weights, or Keras's <c>.weights.h5</c> of weights by path. Null for none.</summary>
    public string? Model { get; init; }

    /// <summary>How much a file may ask for.</summary>
    public LoadLimits Limits { get; init; } = LoadLimits.Default;

    /// <summary>Told how many bytes of tensors have been read, and of how many; from the thread that converts.</summary>
    public Action<long, long>? Progress { get; init; }
}
