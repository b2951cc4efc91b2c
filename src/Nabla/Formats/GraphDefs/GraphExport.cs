using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.GraphDefs;
using Nabla.Formats.TensorFlow;

namespace Nabla;

/// <summary>Graphs as TensorFlow's files.</summary>
public static class GraphExport
{
    extension(Graph graph)
    {
        /// <summary>Writes the graph to a file: as text where the name ends in <c>.pbtxt</c>, else as a binary GraphDef message.</summary>
        /// <param name="path">The file.</param>
        /// <remarks>Nodes that were imported are written as they came. Values of variables live in sessions and are saved by a <see cref="Saver"/>.</remarks>
        /// <exception cref="NotSupportedException">A recorded operation has no counterpart in TensorFlow's files; the message names the node.</exception>
        public void WriteTo(string path)
        {
            ArgumentNullException.ThrowIfNull(graph);
            ArgumentException.ThrowIfNullOrEmpty(path);
            MessageFile.Write(path, GraphExporter.Export(graph));
        }

        /// <summary>The graph as a binary GraphDef message.</summary>
        /// <exception cref="NotSupportedException">A recorded operation has no counterpart in TensorFlow's files; the message names the node.</exception>
        public byte[] ToBytes()
        {
            ArgumentNullException.ThrowIfNull(graph);
            return GraphExporter.Export(graph).ToByteArray();
        }
    }
}
