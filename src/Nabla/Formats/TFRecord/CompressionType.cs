namespace Nabla.Formats;

/// <summary>How a file of records is compressed as a whole.</summary>
public enum CompressionType
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>As zlib (RFC 1950).</summary>
    Zlib,
}
