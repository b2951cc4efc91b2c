namespace Nabla.Formats;

/// <summary>What the state file <c>checkpoint</c> of a folder says: which checkpoint is the newest, and which ones are kept.</summary>
/// <param name="Latest">Prefix of the newest checkpoint, with the folder.</param>
/// <param name="All">Prefixes of all that are kept, oldest first, with the folder.</param>
/// <param name="Timestamps">When each was saved, in seconds since 1970; empty where the file does not say.</param>
/// <param name="LastPreserved">When the last one was saved that is kept for ever; 0 where the file does not say.</param>
public sealed record CheckpointState(string Latest, IReadOnlyList<string> All, IReadOnlyList<double> Timestamps, double LastPreserved);
