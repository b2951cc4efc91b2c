namespace Nabla;

/// <summary>A file does not hold what its format promises, or asks for more than <see cref="LoadLimits"/> allows.</summary>
/// <remarks>Every reader of Nabla ends in a result or in this exception, whatever bytes it is given. The message reads <c>file: place: reason</c>.</remarks>
public class ModelFormatException : IOException
{
    /// <summary>Says which file is refused, where in it, and why.</summary>
    /// <param name="file">The file, as the caller named it.</param>
    /// <param name="place">Where in the file: an offset, a member of an archive, a key; empty for the file as a whole.</param>
    /// <param name="reason">What is wrong, as a sentence without a full stop.</param>
    /// <param name="cause">The exception that showed it, where there is one.</param>
    public ModelFormatException(string file, string place, string reason, Exception? cause = null)
        : base(place.Length == 0 ? $"{file}: {reason}." : $"{file}: {place}: {reason}.", cause) =>
        (File, Place, Reason) = (file, place, reason);

    /// <summary>The file that is refused, as the caller named it.</summary>
    public string File { get; }

    /// <summary>Where in the file: an offset, a member of an archive, a key; empty for the file as a whole.</summary>
    public string Place { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
